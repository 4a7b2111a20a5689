package org.as2gateway.admin.usps;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;

/**
 * The partnerships of a gateway, as far as they have to do with USPS.
 *
 * @param registry as it is now
 */
record Partnerships(Registry registry) {
  /** Those that send manifests. */
  List<Partnership> forManifests() {
    return find(partnership -> partnership.usps().isForManifests());
  }

  /** Those that send and are not marked. */
  List<Partnership> unmarked() {
    return find(
        partnership -> registry.isOutbound(partnership) && partnership.usps().role().isEmpty());
  }

  /** Whether answers are received on any. */
  boolean hasAnswers() {
    return !find(partnership -> partnership.usps().isForAnswers()).isEmpty();
  }

  private List<Partnership> find(Predicate<Partnership> wanted) {
    return registry.partnerships().partnerships().stream().filter(wanted).toList();
  }

  static BoardView.Choice choice(Partnership partnership) {
    String name = URLEncoder.encode(partnership.name(), StandardCharsets.UTF_8).replace("+", "%20");
    return new BoardView.Choice(
        partnership.name(), "/partnerships/" + name + "/edit", "/send?partnership=" + name);
  }
}
