package org.as2gateway.admin.usps;

import java.util.List;
import org.as2gateway.usps.ledger.UspsFile;
import org.jspecify.annotations.Nullable;

/**
 * The board.
 *
 * @param query what it was asked for
 * @param choices what it may be asked for
 * @param urgent what needs a person first
 * @param counts how many files are in each state
 * @param lines files, the newest first
 * @param earlier link to earlier files; null if there are none
 * @param start what to set up before there are files
 * @param error why nothing was found; null if nothing went wrong
 */
public record BoardView(
    BoardQuery query,
    Choices choices,
    List<Urgent> urgent,
    List<Count> counts,
    List<Line> lines,
    @Nullable String earlier,
    Start start,
    @Nullable String error) {
  /**
   * Values of the filters.
   *
   * @param owners names of owners of mailer IDs
   * @param partnerships for manifests
   * @param states in words
   */
  public record Choices(List<String> owners, List<String> partnerships, List<State> states) {}

  /**
   * A state as a filter.
   *
   * @param word as it is stored
   * @param label as it is read
   */
  public record State(String word, String label) {}

  /**
   * Something that needs a person.
   *
   * @param efn number of the file
   * @param path where it is shown
   * @param tone how bad it is
   * @param title what is the matter
   * @param detail more of it
   */
  public record Urgent(String efn, String path, String tone, String title, String detail) {}

  /**
   * How many files are in a state.
   *
   * @param label the state
   * @param meaning of the state
   * @param link to them
   * @param number how many, in words
   */
  public record Count(String label, String meaning, String link, String number) {}

  /**
   * A file.
   *
   * @param file as the ledger has it
   * @param path where it is shown
   * @param state where it stands
   * @param owner of its mailer ID; empty if not known
   * @param mailed date and time of mailing, local to the place of entry
   */
  public record Line(UspsFile file, String path, StateText state, String owner, String mailed) {}

  /**
   * What to do before there are files.
   *
   * @param isEmpty whether the ledger has no files at all
   * @param marked partnerships for manifests
   * @param others partnerships that send and are not marked
   * @param hasAnswers whether a partnership is for answers
   */
  public record Start(
      boolean isEmpty, List<Choice> marked, List<Choice> others, boolean hasAnswers) {}

  /**
   * A partnership.
   *
   * @param name its name
   * @param path where its settings are
   * @param send where files are sent on it
   */
  public record Choice(String name, String path, String send) {}
}
