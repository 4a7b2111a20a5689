package org.as2gateway.admin.messages;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.store.log.KeptAnswer;
import org.jspecify.annotations.Nullable;

/** What the partner's server answered to a message, where that was no receipt. */
@Description("The newest HTTP answers to a sent message that were no receipts, newest first.")
record AnswersJson(List<AnswerJson> answers) {
  /** One answer. */
  @Description("An HTTP answer that was no receipt: its beginning.")
  record AnswerJson(
      Instant at,
      @Description(value = "the attempt that it answered", minimum = 1) int attempt,
      String statusLine,
      @Description("header lines, at most 8 KiB; values of credentials and cookies are hidden")
          String headers,
      @Description("the first 4 KiB of the body as text; null if it is binary")
          @Nullable String body,
      @Description("the same bytes in Base64") String bodyBase64,
      @Description("size of the whole body; null if its end was not received")
          @Nullable Long bodyBytes) {
    static AnswerJson of(KeptAnswer kept) {
      AnswerView text = AnswerView.of(kept);
      return new AnswerJson(
          kept.at(),
          kept.attempt(),
          text.statusLine(),
          text.headers(),
          text.body(),
          Base64.getEncoder().encodeToString(kept.answer().body().toBytes()),
          kept.answer().bodyBytes());
    }
  }

  static AnswersJson of(List<KeptAnswer> answers) {
    return new AnswersJson(answers.stream().map(AnswerJson::of).toList());
  }
}
