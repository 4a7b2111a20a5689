package org.as2gateway.delivery.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.registry.partnerships.NameTemplate;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageRecord;

/** What the files of a message are to be called on the server of the partner. */
public final class UploadNames {
  private UploadNames() {}

  /**
   * A path for each file of the message, without what encryption adds; none if the partnership has
   * no template. They may be unfit: see {@link NameTemplate#fault}.
   */
  public static List<String> of(MessageRecord message, Partnership partnership) {
    Optional<NameTemplate> template = partnership.uploadName();
    List<String> paths = new ArrayList<>();
    for (int i = 0; template.isPresent() && i < message.payloads().size(); i++) {
      paths.add(
          template
              .get()
              .path(
                  new NameTemplate.Values(
                      message.payloads().get(i).filename(),
                      i + 1,
                      message.id(),
                      partnership.receiver().name(),
                      message.state().createdAt())));
    }
    return paths;
  }
}
