package org.flannelgraph.bench;

import java.util.concurrent.TimeUnit;
import org.flannelgraph.scene.Layout;
import org.flannelgraph.scene.Networks;
import org.flannelgraph.scene.Networks.Network;
import org.flannelgraph.scene.Picture;
import org.flannelgraph.scene.Pictures;
import org.flannelgraph.scene.View;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long it takes to lay out and to draw a network of 2,081 devices: 20 nodes with 50 pods each.
 * The promise is 50 ms for a layout.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LayoutBench {
  private final Network network = Networks.made(20, 50);
  private final Layout layout = Layout.of(network.topology(), network.places(), 1.6);

  /** A first layout. */
  @Benchmark
  public Layout first() {
    return Layout.of(network.topology(), network.places(), 1.6);
  }

  /** The layout after a change. */
  @Benchmark
  public Layout next() {
    return layout.next(network.topology(), network.places());
  }

  /** The drawing list. */
  @Benchmark
  public Picture picture() {
    return Pictures.of(network.places(), layout, View.PLAIN);
  }
}
