package org.as2gateway.admin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds on every page that a link leads to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AllPagesContract {
  private PageWalk walk;
  private List<String> paths;

  abstract Desk desk();

  /** What the home is like; begins the name of each picture. */
  abstract String state();

  @BeforeAll
  final void walk() {
    walk = new PageWalk(desk().boss());
    paths = walk.reachable("/");
  }

  @Test
  void every_page_fits_every_width_large_text_and_paper() {
    List<String> misfits = new ArrayList<>();
    for (String path : paths) {
      misfits.addAll(walk.misfits(path));
      walk.picture(path, state());
    }
    assertThat(misfits).isEmpty();
  }

  @Test
  void every_page_is_free_of_script_errors_and_of_movement_for_who_asked_for_none() {
    List<String> movements = new ArrayList<>();
    paths.forEach(path -> movements.addAll(walk.movements(path)));
    assertThat(movements).isEmpty();
    assertThat(walk.scriptErrors()).isEmpty();
    assertThat(paths).as(paths.toString()).hasSizeGreaterThan(15);
  }

  @Test
  void every_page_is_accessible() {
    List<String> faults = new ArrayList<>();
    for (String path : paths) {
      desk().boss().navigate(path);
      faults.addAll(Desk.faults(desk().boss()));
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void every_page_says_the_same_without_scripts() {
    Page plain = desk().plainPageOf("boss");
    // by the zone of the browser the page says whether the night is over
    desk().tellZone(plain);
    List<String> different = new ArrayList<>();
    for (String path : paths) {
      desk().boss().navigate(path);
      plain.navigate(path);
      String with = headings(desk().boss());
      String without = headings(plain);
      if (!with.equals(without)) {
        different.add(path + ": " + with + " / " + without);
      }
    }
    assertThat(different).isEmpty();
  }

  private static String headings(Page page) {
    return String.join(" | ", page.locator("h1, h2").allInnerTexts());
  }
}
