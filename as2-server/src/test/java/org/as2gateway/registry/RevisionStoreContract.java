package org.as2gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.as2gateway.store.db.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of revisions does. */
abstract class RevisionStoreContract {
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

  private Database database;
  private RevisionStore store;

  abstract Database open();

  @BeforeEach
  void openStore() {
    database = open();
    store = new JdbcRevisionStore(database);
  }

  @AfterEach
  void closeStore() {
    database.close();
  }

  @Test
  void numbers_revisions_and_keeps_author_and_difference() {
    store.add(AT, "file", "a\nb\nc\n", List.of("own 11"));
    store.add(AT.plusSeconds(1), "joe", "a\nB\nc\n", List.of("own 11", "own 22"));

    List<Revision> newest = store.newest(10);
    assertThat(newest).extracting(Revision::number).containsExactly(2L, 1L);
    assertThat(newest.get(0))
        .isEqualTo(
            new Revision(
                2,
                AT.plusSeconds(1),
                "joe",
                "a\nB\nc\n",
                List.of("own 11", "own 22"),
                """
                --- partnerships.xml
                +++ partnerships.xml
                @@ -1,3 +1,3 @@
                 a
                -b
                +B
                 c
                --- certs
                +++ certs
                @@ -1,1 +1,2 @@
                 own 11
                +own 22
                """));
    assertThat(store.find(1)).contains(newest.get(1));
    assertThat(store.find(3)).isEmpty();
    assertThat(store.newest(1)).hasSize(1);
  }

  @Test
  void skips_a_state_that_is_the_newest_already_but_not_one_that_comes_back() {
    assertThat(store.add(AT, "file", "a", List.of())).isPresent();
    assertThat(store.add(AT, "file", "a", List.of())).isEmpty();
    assertThat(store.add(AT, "file", "b", List.of())).isPresent();
    assertThat(store.add(AT, "file", "a", List.of()).orElseThrow().number()).isEqualTo(3);
  }

  @Test
  void keeps_a_file_of_the_largest_size() {
    String text = ("<!-- " + "ö".repeat(90) + " -->\n").repeat(40_000);
    store.add(AT, "file", text, List.of());
    assertThat(store.find(1).orElseThrow().text()).isEqualTo(text);
  }

  @Test
  void strikes_out_passwords() {
    store.add(
        AT,
        "file",
        """
        <attribute name="http_password" value="hunter2"/>
        <attribute value='hunter3' name='http_password'/>
        <attribute name="subject" value="kept"/>
        """,
        List.of());
    Revision kept = store.find(1).orElseThrow();
    assertThat(kept.text()).contains("kept").doesNotContain("hunter");
    assertThat(kept.difference()).doesNotContain("hunter");
  }
}
