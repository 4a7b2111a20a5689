package org.as2gateway.admin.messages;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.port.Description;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.delivery.gate.Inspection;
import org.jspecify.annotations.Nullable;

/** What was found in a message before it was sent. */
@Description("What a check before sending found.")
record FindingsJson(
    @Description("whether the check stopped the message") boolean stopped,
    List<SendFindingJson> findings,
    @Description("who sends it anyway") @Nullable ApprovalJson approval) {
  /** One finding. */
  record SendFindingJson(
      @Description("rule") String id,
      Finding.Level severity,
      @Description("index of the file, from 0") int file,
      @Description("from 1") @Nullable Long line,
      @Description("from 1") @Nullable Integer field,
      String found,
      String expected,
      String remedy) {
    static SendFindingJson of(Finding finding) {
      return new SendFindingJson(
          finding.rule(),
          finding.level(),
          finding.file(),
          finding.line(),
          finding.field(),
          finding.found(),
          finding.expected(),
          finding.remedy());
    }
  }

  /** Who sends a stopped message anyway. */
  record ApprovalJson(String by, Instant at, String reason) {
    static @Nullable ApprovalJson of(Inspection.@Nullable Approval approval) {
      return approval == null
          ? null
          : new ApprovalJson(approval.by(), approval.at(), approval.reason());
    }
  }

  /** What that check found; nothing if there was none. */
  static FindingsJson of(Optional<Inspection> inspection) {
    return inspection
        .map(
            known ->
                new FindingsJson(
                    known.isStopped(),
                    known.findings().stream().map(SendFindingJson::of).toList(),
                    ApprovalJson.of(known.approval())))
        .orElse(new FindingsJson(false, List.of(), null));
  }
}
