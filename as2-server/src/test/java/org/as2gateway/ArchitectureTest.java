package org.as2gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.as2gateway.delivery.ReceiptSender;
import org.as2gateway.delivery.Transport;
import org.as2gateway.delivery.Transports;
import org.as2gateway.delivery.queue.Delivery;
import org.as2gateway.store.db.DatabaseException;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.testkit.CodeRules;

/**
 * Which package may know which, and which package knows which library. A rule bent is a rule
 * changed: here, in the same commit, with the reason.
 */
@AnalyzeClasses(packages = "org.as2gateway", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String[] NOTHING = {};

  /** What a transport is made of: the library, the stores, the registry and the queue. */
  private static final String[] PARTS = {
    "as2.wire",
    "as2.keys",
    "as2.smime",
    "as2.mdn",
    "store.disk",
    "store.db",
    "store.payload",
    "store.log",
    "registry",
    "registry.partnerships",
    "registry.certs",
    "delivery.queue"
  };

  /** What the use cases of sending work on, whatever the transport. */
  private static final String[] SENDING = {
    "store.db", "store.log", "store.payload", "registry", "registry.partnerships"
  };

  /** Each package and all that it may import of the others; a new package gets its line here. */
  private static final Map<String, String[]> MAY_IMPORT = new LinkedHashMap<>();

  static {
    // A library: it takes streams, keys and algorithms, never a file store, a database, a registry.
    may("as2.wire", NOTHING);
    // Only the names of the transports; each of them is a package of its own below it.
    may("transport", NOTHING);
    may("as2.address", NOTHING);
    may("as2.keys", "as2.wire");
    may("as2.smime", "as2.wire", "as2.keys");
    may("as2.mdn", "as2.wire", "as2.keys", "as2.smime");
    // OpenPGP, a library too: any transport of files may use it.
    may("pgp", "as2.wire", "as2.keys");

    may("store.disk", NOTHING);
    may("config", "as2.wire", "as2.address", "store.disk");
    may("store.db.h2", NOTHING);
    may("store.db", "store.db.h2", "store.disk");
    may("store.payload", "as2.wire", "store.disk", "as2.address");
    may("store.log", "as2.wire", "store.db", "transport");
    may("store.feed", "store.db", "store.log");
    // Chains what the message log keeps, and lets it go with its files.
    may(
        "store.evidence",
        "as2.wire",
        "as2.keys",
        "as2.smime",
        "store.db",
        "store.payload",
        "store.log");

    may("registry.partnerships", "as2.wire", "as2.address", "transport", "pgp");
    may("registry.certs", "as2.wire", "as2.keys", "pgp");
    // Offers wait in the database; only an operator puts one into certs/.
    may(
        "registry.cem",
        "as2.wire",
        "as2.keys",
        "store.db",
        "registry.partnerships",
        "registry.certs");
    // The one view of both: who is us, what is incomplete, as of one moment. Keeps its revisions in
    // the database; names the files of the home that a partnership needs; tries messages with its
    // keys, so that complete means able.
    may(
        "registry",
        "as2.wire",
        "as2.keys",
        "as2.smime",
        "pgp",
        "config",
        "store.db",
        "store.payload",
        "transport",
        "registry.partnerships",
        "registry.certs");

    // Asks issuers about certificates; what reaches them is handed in.
    may(
        "registry.revocation",
        "as2.wire",
        "config",
        "store.db",
        "registry",
        "registry.partnerships",
        "registry.certs");
    may("transport.revocation", "as2.wire", "as2.address", "registry.revocation");

    may("delivery.queue", "as2.wire", "store.db");
    // Looks at what is to be sent; knows no transport.
    may("delivery.gate", "store.db", "store.log", "registry.partnerships");
    // Send by whatever transport: none of them is known here.
    may("delivery", and(SENDING, "as2.wire", "transport", "delivery.queue", "delivery.gate"));
    // From the commit of a received message to the inbox, whatever the transport.
    may(
        "delivery.inbox",
        "as2.wire",
        "store.db",
        "store.log",
        "store.payload",
        "registry.partnerships");
    may("delivery.folders", and(SENDING, "store.disk", "delivery"));
    may(
        "backup",
        "as2.wire",
        "store.disk",
        "store.db",
        "store.payload",
        "store.log",
        "delivery.queue");

    // What transports without receipts share, and nothing of any of them.
    may(
        "transport.files",
        "as2.wire",
        "as2.keys",
        "pgp",
        "transport",
        "store.payload",
        "registry.certs",
        "store.log",
        "registry",
        "registry.partnerships",
        "delivery",
        "delivery.inbox");
    // Below the transports, which all connect by it; settings say by which proxy.
    may(
        "transport.proxy",
        "as2.wire",
        "as2.address",
        "config",
        "store.payload",
        "registry",
        "registry.certs",
        "registry.partnerships");
    // A receipt comes in on either way, so its judgement stands below both.
    may("transport.as2.receipt", and(PARTS, "delivery"));
    // Looks back at what was kept; nobody decides by it. Names products out of profiles.
    may(
        "transport.as2.explain",
        "as2.wire",
        "as2.smime",
        "as2.mdn",
        "store.payload",
        "store.log",
        "registry.partnerships");
    may(
        "transport.as2.receive",
        and(PARTS, "delivery.inbox", "transport.as2.receipt", "registry.cem"));
    may(
        "transport.as2.send",
        and(PARTS, "delivery", "transport.as2.receipt", "transport.proxy", "as2.address"));
    // The other protocol: sessions and a listener that know of files and keys only.
    may("transport.sftp.ssh", NOTHING);
    may("transport.sftp.client", "as2.wire", "transport.proxy", "transport.sftp.ssh");
    may("transport.sftp.server", "as2.address", "as2.wire", "transport.sftp.ssh");
    // Messages over both.
    may(
        "transport.sftp",
        and(
            SENDING,
            "as2.wire",
            "as2.keys",
            "registry.certs",
            "transport",
            "delivery",
            "delivery.queue",
            "delivery.gate",
            "delivery.inbox",
            "transport.files",
            "transport.proxy",
            "transport.sftp.ssh",
            "transport.sftp.client",
            "transport.sftp.server"));
    // Translates `as2:` and `limits:` into its own settings record; its listeners' key stores are
    // read by the one reader of PKCS #12.
    may(
        "transport.as2.listener",
        "as2.wire",
        "as2.keys",
        "config",
        "registry.certs",
        "transport.as2.receive");
    // REST calls of USPS; its answers are JSON.
    may(
        "transport.pdx",
        and(
            PARTS,
            "transport",
            "transport.files",
            "transport.proxy",
            "delivery",
            "delivery.inbox"));
    // A server to try them on; it has the same table of calls, and nothing of ours.
    may("transport.pdx.synthetic", "as2.wire", "transport.pdx");

    // USPS files, above the transports: the engine does not know them, and only submission sends.
    may("usps.layouts", "registry.certs");
    may("usps.files", "usps.layouts");
    may("usps.owners", "registry.certs");
    may("usps.preflight", "usps.layouts", "usps.files", "delivery.gate");
    may("usps.intake", "store.db", "store.log", "store.feed", "store.payload");
    may(
        "usps.scans",
        "usps.layouts",
        "usps.files",
        "usps.ledger",
        "usps.intake",
        "store.db",
        "store.payload");
    // Answers are judged into the ledger; what no message carries is kept beside them.
    may("usps.contents", "as2.wire", "store.db");
    may(
        "usps.answers",
        "as2.wire",
        "store.db",
        "store.payload",
        "store.log",
        "usps.layouts",
        "usps.files",
        "usps.intake",
        "usps.contents",
        "usps.ledger");
    may(
        "usps.correction",
        "as2.wire",
        "store.db",
        "store.log",
        "usps.layouts",
        "usps.files",
        "usps.intake",
        "usps.contents",
        "usps.ledger");

    // Follows what is sent; what it checks before, the gate tells delivery.
    may(
        "usps.ledger",
        "transport",
        "store.db",
        "store.log",
        "store.feed",
        "store.payload",
        "delivery.gate",
        "registry.partnerships",
        "usps.layouts",
        "usps.files",
        "usps.preflight");

    // Shares nothing with what partners reach.
    may("people.accounts", "store.db", "as2.address");
    may("people.onboarding", "store.db");
    may("people.alerts", "store.db");
    may("people.expected", "store.db", "store.log");
  }

  private static void may(String name, String... imports) {
    MAY_IMPORT.put(name, imports);
  }

  private static String[] and(String[] all, String... more) {
    return Stream.concat(Arrays.stream(all), Arrays.stream(more)).toArray(String[]::new);
  }

  @ArchTest static final ArchRule imports_go_one_way = layers();

  @ArchTest
  static final ArchRule no_cycles =
      slices().matching("org.as2gateway.(**)").namingSlices("$1").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule only_the_gateway_sees_every_package =
      noClasses()
          .that()
          .resideInAPackage("org.as2gateway.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.as2gateway");

  @ArchTest
  static final ArchRule the_server_never_knows_the_admin =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.as2gateway.admin..");

  @ArchTest
  static final ArchRule wire_needs_the_jdk_only =
      classes()
          .that()
          .resideInAPackage("org.as2gateway.as2.wire..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("org.as2gateway.as2.wire..", "java..", "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule wire_touches_no_file_and_no_socket =
      noClasses()
          .that()
          .resideInAPackage("org.as2gateway.as2.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..");

  @ArchTest
  static final ArchRule partnerships_name_certificates_by_alias =
      noClasses()
          .that()
          .resideInAPackage("org.as2gateway.registry.partnerships..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.security..", "javax.crypto..");

  @ArchTest
  static final ArchRule calls_up_from_the_outbox_go_through_its_own_interface =
      classes()
          .that()
          .implement(Delivery.class)
          .should()
          .resideInAPackage("org.as2gateway.delivery");

  /**
   * Submission, queue and folders see a transport only by what delivery asks of it; one class there
   * hands each message to its transport.
   */
  @ArchTest
  static final ArchRule transports_implement_what_delivery_asks_for =
      classes()
          .that()
          .implement(Transport.class)
          .or()
          .implement(ReceiptSender.class)
          .should()
          .resideInAPackage("org.as2gateway.transport..")
          .orShould()
          .be(Transports.class);

  /** Use cases say where a transaction begins and ends, and that a commit can fail: no more. */
  @ArchTest
  static final ArchRule use_cases_know_of_the_database_only_transactions =
      noClasses()
          .that(
              not(resideInAnyPackage("org.as2gateway.store.db..", "org.as2gateway"))
                  .and(not(simpleNameStartingWith("Jdbc"))))
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.as2gateway.store.db..")
                  .and(not(belongToAnyOf(Transactions.class, DatabaseException.class))));

  @ArchTest
  static final ArchRule only_db_and_jdbc_classes_know_sql =
      noClasses()
          .that(
              not(resideInAPackage("org.as2gateway.store.db.."))
                  .and(not(simpleNameStartingWith("Jdbc"))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..");

  @ArchTest
  static final ArchRule only_db_knows_engines_pool_and_migrations =
      onlyIn("store.db", "com.zaxxer..", "org.flywaydb..", "org.h2..", "org.postgresql..");

  @ArchTest
  static final ArchRule
      only_keys_smime_pgp_certs_revocation_and_password_hashing_know_bouncy_castle =
          noClasses()
              .that(
                  not(resideInAnyPackage(
                          "org.as2gateway.as2.keys..",
                          "org.as2gateway.as2.smime..",
                          "org.as2gateway.pgp..",
                          "org.as2gateway.registry.certs..",
                          "org.as2gateway.registry.revocation.."))
                      .and(not(simpleNameStartingWith("PasswordHash"))))
              .should()
              .dependOnClassesThat()
              .resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule only_smime_knows_the_native_provider = onlyIn("as2.smime", "com.amazon..");

  @ArchTest
  static final ArchRule only_http_and_outbound_know_jetty =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.as2gateway.transport.as2.listener..",
              "org.as2gateway.transport.as2.send..",
              "org.as2gateway.transport.pdx..",
              "org.as2gateway.transport.proxy..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.jetty..");

  @ArchTest
  static final ArchRule only_http_and_outbound_open_sockets =
      CodeRules.socketsOnlyIn(
          "org.as2gateway.transport.as2.listener..",
          "org.as2gateway.transport.as2.send..",
          "org.as2gateway.transport.pdx..",
          "org.as2gateway.transport.revocation..",
          "org.as2gateway.transport.proxy..",
          "org.as2gateway.transport.sftp.client..");

  @ArchTest
  static final ArchRule only_partnership_knows_as2_lib_and_xml =
      onlyIn(
          "registry.partnerships", "com.helger..", "javax.xml..", "org.w3c.dom..", "org.xml.sax..");

  @ArchTest
  static final ArchRule only_layouts_know_workbooks = onlyIn("usps.layouts", "org.dhatim..");

  @ArchTest
  static final ArchRule only_sftp_knows_ssh = onlyIn("transport.sftp", "org.apache.sshd..");

  @ArchTest static final ArchRule only_pdx_knows_json = onlyIn("transport.pdx", "tools.jackson..");

  @ArchTest static final ArchRule only_config_knows_yaml = onlyIn("config", "org.snakeyaml..");

  /** The command line talks on them; an engine inside another program must not. */
  @ArchTest
  static final ArchRule nothing_goes_to_the_standard_streams =
      NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule the_clock_comes_from_outside =
      noClasses()
          .should()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone");

  @ArchTest static final ArchTests rules_for_all_modules = ArchTests.in(CodeRules.class);

  private static LayeredArchitecture layers() {
    LayeredArchitecture rule =
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage("org.as2gateway..");
    for (String name : MAY_IMPORT.keySet()) {
      rule = rule.layer(name).definedBy("org.as2gateway." + name);
    }
    rule = rule.layer("Gateway").definedBy("org.as2gateway");
    for (Map.Entry<String, String[]> line : MAY_IMPORT.entrySet()) {
      rule =
          line.getValue().length == 0
              ? rule.whereLayer(line.getKey()).mayNotAccessAnyLayer()
              : rule.whereLayer(line.getKey()).mayOnlyAccessLayers(line.getValue());
    }
    // The folders that group packages hold nothing but what they are for.
    return rule.ensureAllClassesAreContainedInArchitectureIgnoring(simpleName("package-info"));
  }

  private static ArchRule onlyIn(String name, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage("org.as2gateway." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }
}
