package org.as2gateway.admin.usps;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.usps.answers.AnswerFile;
import org.as2gateway.usps.answers.AnswerFile.State;

/**
 * The page of kept answers.
 *
 * @param answers some of them, the newest first
 * @param shown which state is shown; empty for all
 * @param waiting how many files wait
 * @param next id from which the next page begins; 0 on the last
 */
public record AnswersView(
    List<AnswerFile> answers, Optional<State> shown, long waiting, long next) {
  /**
   * A link that shows files of one state.
   *
   * @param word the state; empty for all
   * @param label what it is called
   * @param isShown whether they are shown now
   */
  public record Filter(String word, String label, boolean isShown) {}

  /** Links to all states. */
  public List<Filter> filters() {
    return Stream.concat(
            Stream.of(new Filter("", "All", shown.isEmpty())),
            Arrays.stream(State.values())
                .map(
                    state ->
                        new Filter(state.text(), label(state), shown.equals(Optional.of(state)))))
        .toList();
  }

  /** The query string of the next page. */
  public String nextQuery() {
    return "?before=" + next + shown.map(state -> "&state=" + state.text()).orElse("");
  }

  /** What a state is called. */
  public static String label(State state) {
    return switch (state) {
      case READ -> "Read";
      case WAITING -> "Waiting";
      case ASIDE -> "Set aside";
      case CLOSED -> "Closed";
    };
  }

  /** The color of a state. */
  public static String tone(State state) {
    return switch (state) {
      case READ -> "good";
      case WAITING -> "warn";
      case ASIDE -> "info";
      case CLOSED -> "";
    };
  }
}
