package org.flannelgraph.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The interfaces of a pcapng file: those of the current section by their number, and all of the
 * file. An interface that a later section describes alike is the same one.
 */
final class PcapngInterfaces {
  private static final int MOST = 1 << 16;
  private static final int IF_NAME = 2;
  private static final int IF_DESCRIPTION = 3;
  private static final int IF_TSRESOL = 9;
  private static final int IF_FILTER = 11;
  private static final int IF_TSOFFSET = 14;
  private static final int ISB_IFRECV = 4;
  private static final int ISB_IFDROP = 5;
  private static final int ISB_OSDROP = 7;

  /** One interface in one section. */
  private static final class Entry {
    final CaptureInterface where;
    final TimeScale scale;
    boolean counted;
    long received = -1;
    long dropped;
    long droppedBetween;

    Entry(CaptureInterface where, TimeScale scale) {
      this.where = where;
      this.scale = scale;
    }
  }

  private final PcapngFile file;
  private final List<Entry> section = new ArrayList<>();
  private final Map<CaptureInterface, CaptureInterface> all = new LinkedHashMap<>();
  private final Map<CaptureInterface, CaptureStatistics> earlier = new LinkedHashMap<>();

  PcapngInterfaces(PcapngFile file) {
    this.file = file;
  }

  /** A section begins: numbers start again. */
  void beginSection() {
    addTo(earlier);
    section.clear();
  }

  int inSection() {
    return section.size();
  }

  CaptureInterface where(int number) {
    return section.get(number).where;
  }

  TimeScale scale(int number) {
    return section.get(number).scale;
  }

  /** Reads an interface description block. */
  void describe(Input input, int body, Options options) throws InvalidCaptureException {
    if (section.size() == MOST || all.size() == MOST) {
      throw file.invalid(
          input.offset(), "more than " + MOST + " interfaces are described; split the file");
    }
    String name = "";
    String description = "";
    String filter = "";
    int resolution = 6;
    long offset = 0;
    while (options.next()) {
      switch (options.code()) {
        case IF_NAME -> name = options.text();
        case IF_DESCRIPTION -> description = options.text();
        case IF_TSRESOL -> resolution = options.unsignedByte(0);
        case IF_FILTER -> filter = options.filter();
        case IF_TSOFFSET -> offset = options.number();
        default -> {}
      }
    }
    int slash = name.lastIndexOf('/');
    String device = name.substring(slash + 1);
    CaptureInterface where =
        new CaptureInterface(
            file.source,
            slash > 0 ? name.substring(0, slash) : CaptureFile.namespaceOf(file.source),
            device.isEmpty() ? "if" + section.size() : device,
            0,
            input.unsignedShort(body),
            Math.max(0, input.integer(body + 4)),
            description,
            filter);
    CaptureInterface known = all.putIfAbsent(where, where);
    section.add(new Entry(known == null ? where : known, new TimeScale(resolution, offset)));
  }

  /** Reads an interface statistics block, which counts from the section's beginning. */
  void count(int number, Options options) throws InvalidCaptureException {
    Entry entry = section.get(number);
    entry.counted = true;
    entry.dropped = 0;
    while (options.next()) {
      switch (options.code()) {
        case ISB_IFRECV -> entry.received = options.number();
        case ISB_IFDROP, ISB_OSDROP -> entry.dropped += options.number();
        default -> {}
      }
    }
  }

  /** Notes frames that a packet block tells to be lost before it. */
  void dropped(int number, long frames) {
    section.get(number).droppedBetween += frames;
  }

  List<CaptureInterface> described() {
    return List.copyOf(all.keySet());
  }

  List<CaptureStatistics> statistics() {
    Map<CaptureInterface, CaptureStatistics> sum = new LinkedHashMap<>(earlier);
    addTo(sum);
    return List.copyOf(sum.values());
  }

  private void addTo(Map<CaptureInterface, CaptureStatistics> sum) {
    for (Entry entry : section) {
      if (entry.counted || entry.droppedBetween > 0) {
        long dropped = Math.max(entry.dropped, entry.droppedBetween);
        sum.merge(
            entry.where,
            new CaptureStatistics(entry.where, entry.received, dropped),
            PcapngInterfaces::plus);
      }
    }
  }

  private static CaptureStatistics plus(CaptureStatistics one, CaptureStatistics other) {
    boolean told = one.received() >= 0 && other.received() >= 0;
    return new CaptureStatistics(
        one.where(),
        told ? one.received() + other.received() : -1,
        one.dropped() + other.dropped());
  }
}
