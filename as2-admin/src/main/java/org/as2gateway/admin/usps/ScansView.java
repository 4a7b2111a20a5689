package org.as2gateway.admin.usps;

import java.util.List;
import java.util.Optional;
import org.as2gateway.usps.ledger.UspsFile;
import org.as2gateway.usps.scans.ScanFile;
import org.jspecify.annotations.Nullable;

/**
 * The page of scan events.
 *
 * @param typed what was searched for: a piece number or an electronic file number; blank for none
 * @param owners whose scans are shown, and whose may be
 * @param file the file that was searched for; null if it was none
 * @param piece the piece that was searched for; null if it was none
 * @param events some of them
 * @param next link to the next page; null on the last
 * @param extracts extracts that were read, the newest first
 * @param error why nothing was found; null if there is nothing to say
 */
public record ScansView(
    String typed,
    Owners owners,
    @Nullable File file,
    @Nullable Piece piece,
    List<Event> events,
    @Nullable String next,
    List<ScanFile> extracts,
    @Nullable String error) {
  /** Copies the lists. */
  public ScansView {
    events = List.copyOf(events);
    extracts = List.copyOf(extracts);
  }

  /**
   * A choice of owners of mailer IDs.
   *
   * @param chosen whose scans are shown; empty for all
   * @param names of all owners
   */
  public record Owners(String chosen, List<String> names) {}

  /**
   * What the scans of a file come to.
   *
   * @param file the file
   * @param path where it is shown
   * @param neverScanned pieces without a scan
   * @param neverManifested scanned pieces that an extract names it for and that are not in it
   */
  public record File(UspsFile file, String path, int neverScanned, int neverManifested) {
    /** Where the table of its pieces is. */
    public String table() {
      return "/api/v1/usps/reconcile.csv?efn=" + file.efn();
    }
  }

  /**
   * A piece that was searched for.
   *
   * @param pic its number without routing
   * @param files numbers of the files that have it
   */
  public record Piece(String pic, List<String> files) {
    /** Copies the list. */
    public Piece {
      files = List.copyOf(files);
    }
  }

  /**
   * An event.
   *
   * @param pic number of the piece
   * @param text what happened
   * @param code its code
   * @param group group of the code
   * @param moment date and time, local to the facility
   * @param facility name and ZIP Code of the facility
   * @param efn file that the extract names
   * @param recipient who it is for, masked for viewers
   * @param rest what the layout says nothing of
   */
  public record Event(
      String pic,
      String text,
      String code,
      String group,
      String moment,
      String facility,
      String efn,
      String recipient,
      String rest) {}

  /** Whether nothing was searched for. */
  public boolean isOverview() {
    return typed.isEmpty();
  }

  /** The message that brought an extract; null if a user uploaded it. */
  public static @Nullable String message(ScanFile extract) {
    Optional<String> message = extract.source().message();
    return message.orElse(null);
  }
}
