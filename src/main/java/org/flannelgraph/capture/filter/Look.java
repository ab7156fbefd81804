package org.flannelgraph.capture.filter;

import java.util.List;
import org.flannelgraph.capture.Frame;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Ports;
import org.jspecify.annotations.Nullable;

/** A frame while a filter looks at it: it is taken apart when the first field of it is wanted. */
final class Look {
  private final Dissection dissection;
  private @Nullable Frame frame;
  private boolean isDissected;

  Look(Ports ports) {
    dissection = new Dissection(ports);
  }

  Look at(Frame next) {
    frame = next;
    isDissected = false;
    return this;
  }

  List<Value> values(FilterField field) {
    return field.values(this);
  }

  Frame frame() {
    if (frame == null) {
      throw new IllegalStateException("no frame is looked at");
    }
    return frame;
  }

  Dissection dissection() {
    if (!isDissected) {
      frame().dissect(dissection);
      isDissected = true;
    }
    return dissection;
  }
}
