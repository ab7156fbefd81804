package org.flannelgraph.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A guard that never cries is worth nothing: each kind of leak is made and must be found. */
@Tag("kernel")
@Tag("root")
class NothingLeakedTest {
  private static boolean leaking;
  private static Runnable leak = () -> {};
  private static Runnable mend = () -> {};

  @AfterEach
  void mendTheLeak() {
    leaking = false;
    mend.run();
  }

  @Test
  void findsADescriptor() {
    Descriptor[] held = new Descriptor[1];
    leak = () -> held[0] = Descriptor.open("/proc/self/ns/net", Libc.O_RDONLY);
    mend = () -> held[0].close();
    assertThat(run()).anyMatch(words -> words.contains("descriptor of net:["));
  }

  @Test
  void findsAThread() {
    CountDownLatch end = new CountDownLatch(1);
    leak = () -> Thread.ofPlatform().name("left behind").start(() -> awaitQuietly(end));
    mend = end::countDown;
    assertThat(run()).anyMatch(words -> words.contains("thread 'left behind'"));
  }

  @Test
  void findsAThreadInAnotherNamespace() {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    leak =
        () -> {
          Thread.ofPlatform()
              .name("junit-looks-innocent")
              .start(
                  () -> {
                    Libc.LIBC.unshare(Libc.CLONE_NEWNET);
                    inside.countDown();
                    awaitQuietly(end);
                  });
          awaitQuietly(inside);
        };
    mend = end::countDown;
    assertThat(run()).anyMatch(words -> words.matches("(?s).*thread [0-9]+ in net:.*"));
  }

  @Test
  void findsAName() {
    leak = () -> Shell.sh("ip netns add forgotten");
    mend = () -> Shell.sh("ip netns del forgotten");
    assertThat(run()).anyMatch(words -> words.contains("/run/netns/forgotten"));
  }

  @Test
  void isContentWhenNothingIsLeft() {
    leak =
        () -> {
          try (TestNamespaces namespaces = new TestNamespaces()) {
            namespaces.add("kept-tidy");
          }
        };
    mend = () -> {};
    assertThat(run()).isEmpty();
  }

  private static List<String> run() {
    assumeTrue("1".equals(System.getenv("FLANNELGRAPH_SANDBOX")), "no private world");
    leaking = true;
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(Leaking.class)).build();
    List<String> failures = new ArrayList<>();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable().ifPresent(failure -> failures.add(failure.getMessage()));
              }
            });
    return failures;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The test that leaks, when told to. */
  static class Leaking {
    @RegisterExtension static final NothingLeaked GUARD = new NothingLeaked(Duration.ofMillis(50));

    @Test
    void leaks() {
      if (leaking) {
        leak.run();
      }
    }
  }
}
