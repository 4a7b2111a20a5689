package org.as2gateway.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.as2gateway.config.ConfigException;
import org.as2gateway.registry.Problem.Severity;
import org.as2gateway.registry.RegistryLoader.Outcome;
import org.as2gateway.store.db.DatabaseException;
import org.as2gateway.store.payload.HomeFolders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the registry's last good state and takes up changes of its files within seconds. A change
 * that does not load is told once in the log and stands among the problems until it is mended; the
 * last good state goes on. Safe for many threads.
 */
public final class RegistryWatcher implements AutoCloseable {
  /** Author of revisions that come from an edit by hand. */
  public static final String BY_HAND = "file";

  /** Knows who edits the files, besides the gateway itself. */
  @FunctionalInterface
  public interface Authors {
    /** Who is editing or has edited since the last call; empty if nobody has said so. */
    Optional<String> author();
  }

  private static final Logger LOG = LoggerFactory.getLogger(RegistryWatcher.class);
  private static final Duration DEFAULT_INTERVAL = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(10);
  private static final Duration REFRESH =
      Duration.ofHours(1); // certificates grow old by themselves

  /** An accepted state whose revision is not kept yet. */
  private record Pending(Instant at, String author, String text, List<String> certificates) {}

  /** What goes first, and the files as they stood before it was read. */
  private record First(FileStates states, Registry registry) {}

  private final RegistryLoader loader;
  private final RevisionStore revisions;
  private final BasicPasswords passwords;
  private final Clock clock;
  private final Authors authors;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "registry-watcher");
            thread.setDaemon(true);
            return thread;
          });

  private volatile Registry current;

  // guarded by this
  private Registry lastGood;
  private FileStates loadedStates;
  private FileStates seenStates;
  private Instant loadedAt;
  private List<Problem> refusal = List.of();
  private @Nullable Pending pending;
  private String author = BY_HAND;

  /** Whether no state was ever good: then what is sound of the file goes on, edit by edit. */
  private volatile boolean isProvisional;

  private RegistryWatcher(
      RegistryLoader loader, RevisionStore revisions, Clock clock, Authors authors, First first) {
    this.authors = authors;
    this.loader = loader;
    this.revisions = revisions;
    this.passwords = new BasicPasswords(new HomeFolders(loader.home()));
    this.clock = clock;
    this.lastGood = first.registry();
    this.current = lastGood;
    this.loadedStates = first.states();
    this.seenStates = first.states();
    this.loadedAt = clock.instant();
  }

  /**
   * Loads for the first time. Changes are followed from {@link #start} on. A file with errors keeps
   * no gateway from starting: the newest revision goes on, as it would have without the restart, or
   * else what is sound of the file; the problems say why.
   *
   * @throws ConfigException if there is neither {@code partnerships.xml} nor a revision of it
   */
  public static RegistryWatcher open(
      RegistryLoader loader, RevisionStore revisions, Clock clock, Authors authors)
      throws ConfigException {
    FileStates states = FileStates.of(loader.home());
    Outcome outcome = loader.load();
    if (outcome instanceof Outcome.Loaded first) {
      RegistryWatcher watcher =
          new RegistryWatcher(
              loader, revisions, clock, authors, new First(states, first.registry()));
      watcher.passwords.bind(first.registry());
      first.registry().problems().forEach(p -> LOG.warn("{}", p.sentence()));
      watcher.keep(authors.author().orElse(BY_HAND), first);
      return watcher;
    }
    List<Problem> problems = ((Outcome.Refused) outcome).problems();
    Optional<Registry> lastGood =
        revisions.newest(1).stream().flatMap(r -> loader.load(r.text()).stream()).findFirst();
    if (lastGood.isEmpty() && !loader.hasFile()) {
      throw new ConfigException(errors(problems));
    }
    Registry first = lastGood.orElseGet(loader::loadSound);
    RegistryWatcher watcher =
        new RegistryWatcher(loader, revisions, clock, authors, new First(states, first));
    watcher.isProvisional = lastGood.isEmpty();
    watcher.refuse(problems);
    return watcher;
  }

  /**
   * Whether no state was ever good, so that what is sound of the file goes on and an edit may leave
   * errors that stand in it already.
   */
  public boolean isProvisional() {
    return isProvisional;
  }

  /** Follows changes from now on, looking twice a second. */
  public RegistryWatcher start() {
    return start(DEFAULT_INTERVAL);
  }

  RegistryWatcher start(Duration interval) {
    long millis = interval.toMillis();
    var unused =
        timer.scheduleWithFixedDelay(this::lookSafely, millis, millis, TimeUnit.MILLISECONDS);
    return this;
  }

  /** The last good state. While the files do not load, its problems say why as well. */
  public Registry current() {
    return current;
  }

  /**
   * Takes up the files as they stand now, on behalf of somebody who has just changed them.
   *
   * @param author whom the revision names
   * @return what is wrong with the files; empty if they were accepted
   */
  public synchronized List<Problem> reload(String author) {
    load(FileStates.of(loader.home()), author);
    return isProvisional ? List.of() : refusal;
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException | Error e) {
      // A timer forgets a task that throws: this one must look again whatever happened.
      LOG.error("the registry's files cannot be read, will retry", e);
    }
  }

  /** A change is taken up once it has stood still for one look: an editor may be at work. */
  private synchronized void look() {
    keepPending();
    author = authors.author().orElse(author);
    FileStates states = FileStates.of(loader.home());
    boolean isSettled = states.equals(seenStates);
    seenStates = states;
    Duration age = Duration.between(loadedAt, clock.instant());
    boolean isDue = age.compareTo(refusal.isEmpty() ? REFRESH : RETRY) >= 0 || age.isNegative();
    if (isSettled && (isDue || !states.equals(loadedStates))) {
      load(states, author);
      author = BY_HAND;
    } else if (isSettled) {
      author = BY_HAND;
    }
  }

  private void load(FileStates states, String author) {
    loadedStates = states;
    seenStates = states;
    loadedAt = clock.instant();
    Outcome outcome = loader.load();
    if (outcome instanceof Outcome.Loaded loaded) {
      accept(loaded, author);
    } else {
      if (isProvisional) {
        lastGood = loader.loadSound();
      }
      refuse(((Outcome.Refused) outcome).problems());
    }
  }

  private void accept(Outcome.Loaded loaded, String author) {
    loaded.registry().problems().stream()
        .filter(p -> !lastGood.problems().contains(p))
        .forEach(p -> LOG.warn("{}", p.sentence()));
    refusal = List.of();
    if (isProvisional) { // as at the first start
      passwords.bind(lastGood);
      passwords.bind(loaded.registry());
    } else {
      passwords.bindAtChange(lastGood, loaded.registry());
    }
    isProvisional = false;
    lastGood = loaded.registry();
    current = lastGood;
    keep(author, loaded);
  }

  private void refuse(List<Problem> problems) {
    if (!problems.equals(refusal)) {
      problems.forEach(p -> LOG.error("{}", p.sentence()));
      LOG.error(
          isProvisional
              ? "partnerships.xml has errors: entries with errors are ignored, the others are used"
              : "partnerships.xml was not loaded; the last valid version stays in use");
    }
    refusal = problems;
    current = isProvisional ? lastGood : lastGood.with(problems);
  }

  private synchronized void keep(String author, Outcome.Loaded loaded) {
    List<String> certificates =
        loaded.registry().certificates().entries().stream()
            .map(e -> e.alias() + " " + e.fingerprint())
            .sorted()
            .distinct()
            .toList();
    pending = new Pending(clock.instant(), author, loaded.text(), certificates);
    keepPending();
  }

  /**
   * The database may be away for a while: the state is used meanwhile, and kept when it is back.
   */
  private void keepPending() {
    Pending state = pending;
    if (state == null) {
      return;
    }
    try {
      revisions
          .add(state.at(), state.author(), state.text(), state.certificates())
          .ifPresent(
              r -> LOG.info("registry revision {} by '{}' accepted", r.number(), r.author()));
      pending = null;
    } catch (DatabaseException e) {
      LOG.warn("the registry is in use but could not be saved as a revision yet: {}", e.toString());
    }
  }

  private static List<String> errors(List<Problem> problems) {
    return problems.stream()
        .filter(p -> p.severity() == Severity.ERROR)
        .map(Problem::sentence)
        .toList();
  }

  /** Stops looking; the last state stays readable. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
