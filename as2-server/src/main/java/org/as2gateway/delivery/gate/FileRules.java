package org.as2gateway.delivery.gate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.delivery.gate.Finding.Level;
import org.as2gateway.registry.partnerships.FilePolicy;
import org.as2gateway.registry.partnerships.NameTemplate;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;

/** Stops files that a partnership is not for: by name and size, as the partnership says. */
public final class FileRules implements Gate {
  @Override
  public boolean isFor(Partnership partnership) {
    return !partnership.files().isEmpty() || partnership.uploadName().isPresent();
  }

  @Override
  public Inspection inspect(MessageRecord message, Partnership partnership) {
    FilePolicy policy = partnership.files();
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < message.payloads().size(); i++) {
      PayloadRecord file = message.payloads().get(i);
      if (!policy.allowsName(file.filename())) {
        findings.add(
            finding(
                "file-name",
                i,
                file.filename(),
                String.join(", ", policy.names()),
                "Check that the file is for this partner. If it is, rename it, or add its name to"
                    + " gw.send_names."));
      }
      if (file.bytes() < policy.minBytes()) {
        findings.add(
            finding(
                "file-size",
                i,
                file.bytes() + " bytes",
                "at least " + policy.minBytes() + " bytes",
                "Check that the file was written completely, then send it again."));
      }
    }
    addNames(message, partnership, findings);
    return Inspection.of(!findings.isEmpty(), findings);
  }

  private static void addNames(
      MessageRecord message, Partnership partnership, List<Finding> findings) {
    List<String> paths = UploadNames.of(message, partnership);
    Set<String> before = new HashSet<>();
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      Optional<String> fault = NameTemplate.fault(path);
      if (fault.isPresent() || !before.add(path)) {
        findings.add(
            finding(
                "upload-name",
                i,
                path,
                fault.map(why -> "another name: " + why).orElse("a name for each file"),
                "Change gw.sftp_name, or the name of the file, then send it again."));
      }
    }
  }

  private static Finding finding(
      String rule, int file, String found, String expected, String remedy) {
    return new Finding(rule, Level.BLOCK, file, null, null, found, expected, remedy);
  }
}
