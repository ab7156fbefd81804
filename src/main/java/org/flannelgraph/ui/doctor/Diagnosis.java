package org.flannelgraph.ui.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.sandbox.Finding;

/**
 * What of doctor's findings somebody has to know whose lab can't be built.
 *
 * @param refused what the lab needs and the machine does not give
 * @param untried what could not be tried because of that: names by reasons
 * @param optional what is amiss besides, but does not keep a lab from being built
 */
record Diagnosis(List<Finding> refused, Map<String, List<String>> untried, List<Finding> optional) {
  static Diagnosis of(List<Finding> findings) {
    List<Finding> refused = new ArrayList<>();
    Map<String, List<String>> untried = new LinkedHashMap<>();
    List<Finding> optional = new ArrayList<>();
    for (Finding finding : findings) {
      switch (finding.verdict()) {
        case YES -> {}
        case UNTRIED ->
            untried
                .computeIfAbsent(finding.seen(), because -> new ArrayList<>())
                .add(finding.need().title());
        case NO, LIMITED -> (finding.forbids() ? refused : optional).add(finding);
      }
    }
    return new Diagnosis(List.copyOf(refused), untried, List.copyOf(optional));
  }
}
