package org.flannelgraph.packet;

import org.flannelgraph.packet.Field.Format;

/** The questions and resource records of a DNS message (RFC 1035, 4.1.2 and 4.1.3). */
final class DnsRecords {
  private static final Field QUERY = Field.varying("query", "", Format.TEXT);
  private static final Field QUERY_NAME = Field.varying("name", "dns.qry.name", Format.TEXT);
  private static final Field QUERY_TYPE =
      Field.decimal("type", "dns.qry.type", 0, 2).words(Dns::typeName);
  private static final Field QUERY_CLASS = Field.hex("class", "dns.qry.class", 2, 2);

  private static final Field ANSWER = Field.varying("answer", "", Format.TEXT);
  private static final Field AUTHORITY = Field.varying("authorityRecord", "", Format.TEXT);
  private static final Field ADDITIONAL = Field.varying("additionalRecord", "", Format.TEXT);
  private static final Field NAME = Field.varying("name", "dns.resp.name", Format.TEXT);
  // Wireshark splits the name of a service's record.
  private static final Field SERVICE_NAME = Field.varying("name", "", Format.TEXT);
  private static final Field TYPE =
      Field.decimal("type", "dns.resp.type", 0, 2).words(Dns::typeName);
  private static final Field CLASS = Field.hex("class", "dns.resp.class", 2, 2);
  private static final Field TTL = Field.decimal("ttl", "dns.resp.ttl", 4, 4);
  private static final Field UDP_SIZE =
      Field.decimal("udpPayloadSize", "dns.rr.udp_payload_size", 2, 2);
  private static final Field DATA_LENGTH = Field.decimal("dataLength", "dns.resp.len", 8, 2);

  private static final Field ADDRESS = Field.ipv4("address", "dns.a", 0);
  private static final Field ADDRESS6 = Field.ipv6("address", "dns.aaaa", 0);
  private static final Field CNAME = Field.varying("canonicalName", "dns.cname", Format.TEXT);
  private static final Field NS = Field.varying("nameServer", "dns.ns", Format.TEXT);
  private static final Field PTR = Field.varying("domainName", "dns.ptr.domain_name", Format.TEXT);
  private static final Field MX_PREFERENCE = Field.decimal("preference", "dns.mx.preference", 0, 2);
  private static final Field MX =
      Field.varying("mailExchange", "dns.mx.mail_exchange", Format.TEXT);
  private static final Field TXT = Field.varying("text", "dns.txt", Format.TEXT);
  private static final Field SRV_PRIORITY = Field.decimal("priority", "dns.srv.priority", 0, 2);
  private static final Field SRV_WEIGHT = Field.decimal("weight", "dns.srv.weight", 2, 2);
  private static final Field SRV_PORT = Field.decimal("port", "dns.srv.port", 4, 2);
  private static final Field SRV_TARGET = Field.varying("target", "dns.srv.target", Format.TEXT);
  private static final Field SOA_SERVER =
      Field.varying("primaryNameServer", "dns.soa.mname", Format.TEXT);
  private static final Field SOA_MAILBOX =
      Field.varying("responsibleMailbox", "dns.soa.rname", Format.TEXT);
  private static final Field SOA_SERIAL = Field.decimal("serial", "dns.soa.serial_number", 0, 4);
  private static final Field DATA = Field.varying("data", "", Format.BYTES);

  /** Name (one byte at least), type, class, TTL, data length. */
  private static final int FIXED = 10;

  private final byte[] bytes;
  private final int message;
  private final int limit;
  private int at;

  private DnsRecords(byte[] bytes, int message, int limit) {
    this.bytes = bytes;
    this.message = message;
    this.limit = limit;
    at = message + Dns.LENGTH;
  }

  static void read(Dissection d, int layer, Parts parts) {
    byte[] bytes = d.bytes();
    int message = d.index(layer);
    DnsRecords records = new DnsRecords(bytes, message, d.headerEnd(layer));
    if (records.queries(Dns.queries(bytes, message), parts)
        && records.records(ANSWER, Dns.answers(bytes, message), parts)
        && records.records(AUTHORITY, Bytes.u16(bytes, message + 8), parts)) {
      records.records(ADDITIONAL, Bytes.u16(bytes, message + 10), parts);
    }
  }

  private boolean queries(int count, Parts parts) {
    for (int i = 0; i < count && !parts.isFull(); i++) {
      DnsName name = DnsName.read(bytes, message, at, limit);
      if (name == null || name.end() + 4 > limit) {
        parts.malformed(at, "the query ends outside of the message");
        return false;
      }
      int start = at;
      at = name.end() + 4;
      parts.add(
          QUERY,
          start,
          at - start,
          name.text(),
          inside -> {
            inside.add(QUERY_NAME, start, name.end() - start, name.text());
            inside.add(QUERY_TYPE, name.end());
            inside.add(QUERY_CLASS, name.end());
          });
    }
    return true;
  }

  private boolean records(Field section, int count, Parts parts) {
    for (int i = 0; i < count && !parts.isFull(); i++) {
      DnsName name = DnsName.read(bytes, message, at, limit);
      if (name == null || name.end() + FIXED > limit) {
        parts.malformed(at, "the record ends outside of the message");
        return false;
      }
      int fixed = name.end();
      int length = Bytes.u16(bytes, fixed + 8);
      if (fixed + FIXED + length > limit) {
        parts.malformed(fixed + 8, "the record's data ends outside of the message");
        return false;
      }
      boolean isService = Bytes.u16(bytes, fixed) == Dns.SRV;
      int start = at;
      at = fixed + FIXED + length;
      parts.add(
          section,
          start,
          at - start,
          name.text(),
          inside -> {
            inside.add(isService ? SERVICE_NAME : NAME, start, fixed - start, name.text());
            record(inside, fixed, length);
          });
    }
    return true;
  }

  private void record(Parts parts, int fixed, int length) {
    int type = Bytes.u16(bytes, fixed);
    parts.add(TYPE, fixed);
    if (type == Dns.OPT) {
      parts.add(UDP_SIZE, fixed);
    } else {
      parts.add(CLASS, fixed);
      parts.add(TTL, fixed);
    }
    parts.add(DATA_LENGTH, fixed);
    int data = fixed + FIXED;
    switch (type) {
      case Dns.A -> address(parts, ADDRESS, data, length);
      case Dns.AAAA -> address(parts, ADDRESS6, data, length);
      case Dns.CNAME -> name(parts, CNAME, data);
      case Dns.NS -> name(parts, NS, data);
      case Dns.PTR -> name(parts, PTR, data);
      case Dns.MX -> {
        if (length > 2) {
          parts.add(MX_PREFERENCE, data);
          name(parts, MX, data + 2);
        }
      }
      case Dns.SRV -> {
        if (length > 6) {
          parts.add(SRV_PRIORITY, data);
          parts.add(SRV_WEIGHT, data);
          parts.add(SRV_PORT, data);
          name(parts, SRV_TARGET, data + 6);
        }
      }
      case Dns.TXT -> texts(parts, data, data + length);
      case Dns.SOA -> startOfAuthority(parts, data, data + length);
      default -> parts.add(DATA, data, length);
    }
  }

  private static void address(Parts parts, Field field, int data, int length) {
    if (length == field.bits() / 8) {
      parts.add(field, data);
    } else {
      parts.malformed(data, "the address has the wrong length");
    }
  }

  /** Adds a name; returns where it ends, or -1. */
  private int name(Parts parts, Field field, int index) {
    DnsName name = DnsName.read(bytes, message, index, limit);
    if (name == null) {
      parts.malformed(index, "there is no name");
      return -1;
    }
    parts.add(field, index, name.end() - index, name.text());
    return name.end();
  }

  private void texts(Parts parts, int from, int to) {
    int index = from;
    while (index < to && !parts.isFull()) {
      int length = Math.min(Bytes.u8(bytes, index), to - index - 1);
      parts.add(TXT, index + 1, length);
      index += 1 + length;
    }
  }

  private void startOfAuthority(Parts parts, int from, int to) {
    int mailbox = name(parts, SOA_SERVER, from);
    int serial = mailbox < 0 ? -1 : name(parts, SOA_MAILBOX, mailbox);
    if (serial >= 0 && serial + 4 <= to) {
      parts.add(SOA_SERIAL, serial);
    }
  }
}
