package org.flannelgraph;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of rooms in ARCHITECTURE.md, held against the code. */
class RoomsTest {
  private static final String ROOT = "org.flannelgraph.";

  /** Which rooms a room may use; every room may use itself and {@code address}. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("address", Set.of()),
          Map.entry("linux", Set.of()),
          Map.entry("packet", Set.of()),
          Map.entry("cluster", Set.of()),
          Map.entry("sandbox", Set.of("linux")),
          Map.entry("plugin", Set.of("cluster", "linux")),
          Map.entry("topology", Set.of("linux")),
          Map.entry("capture", Set.of("packet", "linux")),
          Map.entry("journey", Set.of("packet", "capture", "topology", "linux")),
          Map.entry("traffic", Set.of("linux", "cluster")),
          Map.entry(
              "session",
              Set.of(
                  "linux",
                  "packet",
                  "cluster",
                  "sandbox",
                  "plugin",
                  "topology",
                  "capture",
                  "journey",
                  "traffic")),
          Map.entry(
              "scene", Set.of("linux", "packet", "cluster", "topology", "capture", "journey")),
          Map.entry(
              "export",
              Set.of(
                  "linux",
                  "packet",
                  "cluster",
                  "topology",
                  "capture",
                  "journey",
                  "session",
                  "scene")),
          Map.entry(
              "ui",
              Set.of(
                  "linux",
                  "packet",
                  "cluster",
                  "sandbox",
                  "plugin",
                  "topology",
                  "capture",
                  "journey",
                  "traffic",
                  "session",
                  "scene",
                  "export")),
          Map.entry(
              "cli",
              Set.of(
                  "linux",
                  "packet",
                  "cluster",
                  "sandbox",
                  "plugin",
                  "topology",
                  "capture",
                  "journey",
                  "traffic",
                  "session",
                  "scene",
                  "export",
                  "ui")));

  /** What only some rooms may use of what others wrote. */
  private static final Map<String, Set<String>> ONLY_IN =
      Map.of(
          "jnr.ffi", Set.of("linux"),
          "org.pcap4j", Set.of("capture"),
          "org.jgrapht", Set.of("topology", "scene", "export"),
          "picocli", Set.of("cli"),
          "org.snakeyaml", Set.of("cluster"),
          "javafx", Set.of("ui"),
          "atlantafx", Set.of("ui"),
          "org.controlsfx", Set.of("ui"),
          "org.kordamp", Set.of("ui"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(RoomsTest::isNoTest)
          .importPackages("org.flannelgraph");

  private static boolean isNoTest(Location location) {
    return !location.contains("/test-classes/");
  }

  @Test
  void everyRoomIsInTheTable() {
    Set<String> rooms =
        CLASSES.stream().map(RoomsTest::room).collect(Collectors.toCollection(TreeSet::new));
    rooms.remove("");
    assertThat(MAY_USE.keySet()).containsAll(rooms);
    assertThat(rooms).isNotEmpty();
  }

  @TestFactory
  Stream<DynamicTest> aRoomUsesOnlyWhatTheTableAllows() {
    return MAY_USE.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        noClasses()
                            .that(areIn(entry.getKey()))
                            .should()
                            .dependOnClassesThat(areForbidden(entry.getKey(), entry.getValue()))
                            .because("data flows one way; see ARCHITECTURE.md")
                            .allowEmptyShould(true)
                            .check(CLASSES)));
  }

  @TestFactory
  Stream<DynamicTest> aLibraryIsUsedWhereItBelongs() {
    return ONLY_IN.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        noClasses()
                            .that(areNotIn(entry.getValue()))
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(entry.getKey() + "..")
                            .because("one room wraps each library")
                            .check(CLASSES)));
  }

  private static String room(JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith(ROOT)) {
      return "";
    }
    String rest = name.substring(ROOT.length());
    return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
  }

  private static DescribedPredicate<JavaClass> areIn(String room) {
    return DescribedPredicate.describe("are in " + room, type -> room(type).equals(room));
  }

  private static DescribedPredicate<JavaClass> areNotIn(Set<String> rooms) {
    return DescribedPredicate.describe("are not in " + rooms, type -> !rooms.contains(room(type)));
  }

  private static DescribedPredicate<JavaClass> areForbidden(String room, Set<String> allowed) {
    return DescribedPredicate.describe(
        "are in a room that " + room + " may not use",
        type -> {
          String other = room(type);
          return !other.isEmpty()
              && !other.equals(room)
              && !other.equals("address")
              && !allowed.contains(other);
        });
  }
}
