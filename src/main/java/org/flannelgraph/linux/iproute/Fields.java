package org.flannelgraph.linux.iproute;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.address.MacAddress;

/**
 * The fields of a JSON object as iproute2 writes them. Fields that nobody asks for may be there;
 * one that is asked for and is of another kind is an IllegalArgumentException in words for the
 * user.
 */
record Fields(JsonNode object) {
  Fields {
    if (!object.isObject()) {
      throw new IllegalArgumentException("expected an object, found " + shortly(object));
    }
  }

  private static String shortly(JsonNode node) {
    String text = node.toString();
    return text.length() > 40 ? text.substring(0, 37) + "..." : text;
  }

  boolean has(String name) {
    return object.has(name);
  }

  Optional<String> text(String name) {
    JsonNode node = object.get(name);
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw new IllegalArgumentException("field '" + name + "' is no text: " + shortly(node));
    }
    return Optional.of(node.textValue());
  }

  String demandText(String name) {
    return text(name)
        .orElseThrow(() -> new IllegalArgumentException("field '" + name + "' is missing"));
  }

  /** A number, which iproute2 sometimes writes as text. */
  Optional<Long> number(String name) {
    JsonNode node = object.get(name);
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return Optional.of(node.longValue());
    }
    try {
      if (node.isTextual()) {
        return Optional.of(Long.decode(node.textValue()));
      }
    } catch (NumberFormatException notOne) {
      // said below
    }
    throw new IllegalArgumentException("field '" + name + "' is no whole number: " + shortly(node));
  }

  int number(String name, int otherwise) {
    return number(name).map(Long::intValue).orElse(otherwise);
  }

  /** A flag: {@code true}, or a null that says yes by being there. */
  boolean flag(String name) {
    JsonNode node = object.get(name);
    return node != null && (node.isNull() || node.asBoolean());
  }

  int word(String name, Words words, int otherwise) {
    JsonNode node = object.get(name);
    if (node != null && node.isIntegralNumber()) {
      return node.intValue();
    }
    return text(name)
        .map(
            word ->
                words
                    .number(word)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "field '" + name + "': unknown name '" + word + "'")))
        .orElse(otherwise);
  }

  private <T> Optional<T> parsed(String name, Function<String, T> parse) {
    return text(name)
        .map(
            text -> {
              try {
                return parse.apply(text);
              } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(
                    "field '" + name + "': " + wrong.getMessage(), wrong);
              }
            });
  }

  Optional<InetAddress> address(String name) {
    return parsed(name, Addresses::parse);
  }

  Optional<MacAddress> mac(String name) {
    return parsed(name, MacAddress::parse);
  }

  /** An address, with or without a prefix length: a host's is left out. */
  Optional<Cidr> prefix(String name) {
    return parsed(name, Fields::prefixOf);
  }

  static Cidr prefixOf(String text) {
    if (text.indexOf('/') >= 0) {
      return Cidr.parse(text);
    }
    InetAddress address = Addresses.parse(text);
    return new Cidr(address, address.getAddress().length * 8);
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    object.path(name).forEach(node -> texts.add(node.asText()));
    return texts;
  }

  List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    object.path(name).forEach(node -> objects.add(new Fields(node)));
    return objects;
  }

  Optional<Fields> inner(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? Optional.empty() : Optional.of(new Fields(node));
  }

  /** The flags of a list of names. */
  int bits(String name, Bits bits) {
    return texts(name).stream().mapToInt(bits::mask).reduce(0, (one, other) -> one | other);
  }
}
