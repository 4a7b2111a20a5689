package org.as2gateway.usps.answers;

import java.util.List;
import org.as2gateway.usps.files.AnswerLine;

/** Says what lines of answers mean. Keeps nothing between lines. */
public interface LineJudge {
  /** What the line says; never empty. */
  List<Mark> judge(AnswerLine line);

  /** Whether a file named without any message is accepted. */
  boolean isAcceptedWithoutMessage();
}
