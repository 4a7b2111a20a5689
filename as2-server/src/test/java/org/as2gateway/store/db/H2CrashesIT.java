package org.as2gateway.store.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.as2gateway.testkit.disk.FragileDisk;
import org.as2gateway.testkit.disk.FragileDisk.Loss;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded database through one crash after the other, at any write, with and without loss of
 * what was not synchronised: it opens again, and every commit that was durable is in it.
 */
@Tag("slow")
final class H2CrashesIT {
  private static final Logger LOG = LoggerFactory.getLogger(H2CrashesIT.class);
  private static final int MOST_STEPS = 60;

  @TempDir private Path folder;

  @Test
  void durable_commits_survive_any_number_of_crashes() throws Exception {
    crash(15);
  }

  @Test
  @Tag("long")
  void durable_commits_survive_the_crashes_of_a_thousand_homes() throws Exception {
    crash(1000);
  }

  private void crash(int homes) throws Exception {
    int crashes = 0;
    for (int seed = 1; seed <= homes; seed++) {
      Random random = new Random(seed);
      Path home = folder.resolve("home" + seed);
      List<String> durable = new ArrayList<>();
      for (int life = 0; life < 6; life++) {
        crashes += live(home, random, durable, "seed " + seed + ", life " + life) ? 1 : 0;
      }
      FragileDisk.remove(home);
    }
    LOG.warn("{} homes, {} crashes", homes, crashes);
    assertThat(crashes).as("crashes of " + homes + " homes").isGreaterThan(homes);
  }

  /** One life of a database; true if it ended in a crash. */
  private static boolean live(Path home, Random random, List<String> durable, String name)
      throws Exception {
    FragileDisk disk = new FragileDisk(home.resolve("graves"));
    boolean isCrash = random.nextInt(4) > 0;
    DatabaseSettings settings =
        new DatabaseSettings("jdbc:h2:" + home.resolve("gateway"), "", "", 2);
    try (Database database = FragileDatabase.open(settings, disk)) {
      List<String> found =
          database.call(h -> h.select("SELECT lane FROM held_lane").mapTo(String.class).list());
      assertThat(found).as(name).containsAll(durable);
      disk.cutAt(isCrash ? 1 + random.nextInt(MOST_STEPS) : Integer.MAX_VALUE);
      for (int i = 0; i < 25 && !disk.isOff(); i++) {
        commit(database, random, durable, name + ", commit " + i);
      }
    } catch (DatabaseException e) {
      assertThat(disk.isOff()).as(name + ": " + e).isTrue();
    }
    boolean hasCrashed = disk.isOff();
    disk.settle(random.nextBoolean() ? Loss.NOTHING : Loss.EVERYTHING);
    return hasCrashed;
  }

  private static void commit(Database database, Random random, List<String> durable, String lane) {
    database.call(h -> h.execute("UPDATE outbox SET attempts = attempts + 1"));
    if (random.nextInt(3) > 0) {
      database.durably(() -> insert(database, lane));
      durable.add(lane);
    } else {
      database.inTransaction(() -> insert(database, lane + ", not durable"));
    }
    if (random.nextInt(5) == 0) {
      database.call(h -> h.execute("DELETE FROM held_lane WHERE lane LIKE '%, not durable'"));
    }
  }

  private static int insert(Database database, String lane) {
    return database.call(h -> h.execute("INSERT INTO held_lane (lane) VALUES (?)", lane));
  }
}
