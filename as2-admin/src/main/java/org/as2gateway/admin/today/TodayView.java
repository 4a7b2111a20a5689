package org.as2gateway.admin.today;

import java.util.List;
import org.as2gateway.DiskSpace;
import org.as2gateway.admin.alerts.OpenTasks.Task;
import org.as2gateway.admin.setup.LeadTime;
import org.as2gateway.admin.today.TrafficChart.Span;

/**
 * The page Today.
 *
 * @param night what came of the last night
 * @param first what is to be done on a new home
 * @param leadTimes requests to USPS under way
 * @param tasks what needs a person now, the worst first
 * @param open outbound messages under way, as shown
 * @param disk room on the disk
 * @param spans traffic of the chosen time
 * @param hours the chosen time
 * @param partner the chosen partner; empty for all
 * @param partners names to choose from
 */
public record TodayView(
    Night night,
    FirstSteps first,
    List<LeadTime> leadTimes,
    List<Task> tasks,
    String open,
    DiskSpace disk,
    List<Span> spans,
    int hours,
    String partner,
    List<String> partners) {
  /** What is left to a person. */
  public long waiting() {
    return tasks.stream().filter(task -> task.owner().isEmpty()).count();
  }

  /** Messages received in the chosen time. */
  public long in() {
    return spans.stream().mapToLong(Span::in).sum();
  }

  /** Messages sent in the chosen time. */
  public long out() {
    return spans.stream().mapToLong(Span::out).sum();
  }

  /** Messages sent in the chosen time that failed. */
  public long notSent() {
    return spans.stream().mapToLong(Span::notSent).sum();
  }

  /** Messages received in the chosen time that were refused. */
  public long refusedIn() {
    return spans.stream().mapToLong(Span::refused).sum();
  }

  /** Octets received in the chosen time. */
  public long inBytes() {
    return spans.stream().mapToLong(Span::inBytes).sum();
  }

  /** Octets sent in the chosen time. */
  public long outBytes() {
    return spans.stream().mapToLong(Span::outBytes).sum();
  }
}
