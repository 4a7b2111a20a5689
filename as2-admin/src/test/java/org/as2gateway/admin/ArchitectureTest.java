package org.as2gateway.admin;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.as2gateway.delivery.FallbackOffer;
import org.as2gateway.delivery.FirstWay;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.delivery.gate.Inspection;
import org.as2gateway.store.db.DatabaseException;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.payload.Content;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.StorageException;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.testkit.CodeRules;
import org.as2gateway.transport.as2.receipt.KeptReceipt;
import org.as2gateway.transport.as2.receipt.Verdict;
import org.as2gateway.transport.as2.receive.AttackSigns;
import org.as2gateway.transport.as2.send.ServerName;

/** What operators touch, and how little of the engine it may know. */
@AnalyzeClasses(packages = "org.as2gateway.admin", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  /** Each package and all that it may import of the others; a new package gets its line here. */
  private static final Map<String, String[]> MAY_IMPORT = new LinkedHashMap<>();

  static {
    // They know no subject.
    may("port");
    may("page", "port");
    may("outgoing");
    // What subjects share: the one way to change partners and certificates, and the alerts.
    may("registry", "port");
    may("expected", "port", "page");
    may("alerts", "port", "page", "registry", "outgoing", "expected", "partners");
    // One subject each: use case, API, pages and views.
    may("status", "port");
    may("today", "port", "page", "alerts", "evidence", "messages", "partners", "setup");
    may("evidence", "port");
    may("messages", "port", "page", "evidence");
    may("partners", "port", "page", "registry", "messages");
    may("connections", "port", "page");
    may("certificates", "port", "page", "registry", "partners");
    may("setup", "port", "page", "registry", "partners", "doctor");
    may("usps", "port", "page", "alerts", "messages", "evidence");
    may("accounts", "port", "page", "accounts.oidc");
    may("accounts.oidc", "outgoing");
    may(
        "server",
        "port",
        "page",
        "registry",
        "status",
        "today",
        "evidence",
        "messages",
        "alerts",
        "expected",
        "partners",
        "connections",
        "certificates",
        "setup",
        "usps",
        "accounts",
        "accounts.oidc");
    // Outside of a running gateway.
    may("home");
    may("client", "port");
    may("doctor", "home");
    may("demo", "port", "client", "server", "evidence");
    may(
        "cli",
        "port",
        "registry",
        "partners",
        "setup",
        "usps",
        "evidence",
        "server",
        "home",
        "client",
        "doctor",
        "demo");
  }

  private static void may(String name, String... imports) {
    MAY_IMPORT.put(name, imports);
  }

  @ArchTest static final ArchRule imports_go_one_way = layers();

  private static LayeredArchitecture layers() {
    LayeredArchitecture rule =
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage("org.as2gateway.admin..");
    for (String name : MAY_IMPORT.keySet()) {
      rule = rule.layer(name).definedBy("org.as2gateway.admin." + name);
    }
    rule = rule.layer("Main").definedBy("org.as2gateway.admin");
    for (Map.Entry<String, String[]> line : MAY_IMPORT.entrySet()) {
      rule =
          line.getValue().length == 0
              ? rule.whereLayer(line.getKey()).mayNotAccessAnyLayer()
              : rule.whereLayer(line.getKey()).mayOnlyAccessLayers(line.getValue());
    }
    return rule.ensureAllClassesAreContainedInArchitecture();
  }

  private static ArchRule onlyIn(String name, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage("org.as2gateway.admin." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }

  /**
   * What happens to a message goes through Gateway: nobody here sends, receives or queues. Values
   * that pages show, and the check of a server's name, do nothing to a message.
   */
  @ArchTest
  static final ArchRule state_is_changed_by_use_cases_only =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "org.as2gateway.transport.as2.receive..",
                      "org.as2gateway.transport.as2.send..",
                      "org.as2gateway.delivery",
                      "org.as2gateway.delivery.folders..",
                      "org.as2gateway.delivery.queue..",
                      "org.as2gateway.transport.as2.receipt..",
                      "org.as2gateway.transport.as2.listener..",
                      "org.as2gateway.store.disk..")
                  .and(
                      not(
                          belongToAnyOf(
                              AttackSigns.class,
                              FallbackOffer.class,
                              Finding.class,
                              Finding.Level.class,
                              FirstWay.class,
                              Inspection.class,
                              Inspection.Approval.class,
                              KeptReceipt.class,
                              RefusedOperation.class,
                              ServerName.class,
                              Verdict.class))));

  @ArchTest
  static final ArchRule the_message_log_is_read_only_here =
      noClasses()
          .should()
          .callMethodWhere(
              target(With.<JavaClass>owner(assignableTo(MessageLog.class)))
                  .and(
                      target(
                          not(
                              nameMatching(
                                  "(find|search|count|forEach|groups|is)[A-Za-z]*|e[a-z]+"
                                      + "|answers|flaggedReceipts|unprovenReceipts")))));

  /**
   * Webhooks and the sign-in provider, the doctor's probes, the command line's way to the API, the
   * demo's free ports, the key of the admin port: the port itself is Javalin's.
   */
  @ArchTest
  static final ArchRule few_open_sockets =
      CodeRules.socketsOnlyIn(
          "org.as2gateway.admin.outgoing..",
          "org.as2gateway.admin.doctor..",
          "org.as2gateway.admin.client..",
          "org.as2gateway.admin.demo..",
          "org.as2gateway.admin.server..");

  /** Where the folders are, what was kept or handed over, that database and disk fail: no more. */
  @ArchTest
  static final ArchRule database_and_payload_files_belong_to_the_engine =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.as2gateway.store.db..", "org.as2gateway.store.payload..")
                  .and(
                      not(
                          belongToAnyOf(
                              Content.class,
                              DatabaseException.class,
                              HomeFolders.class,
                              StorageException.class,
                              SubmittedFiles.class))));

  @ArchTest
  static final ArchRule libraries_of_the_engine_stay_there =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "org.jdbi..",
              "org.bouncycastle..",
              "com.helger..",
              "org.snakeyaml..");

  @ArchTest
  static final ArchRule no_cycles =
      slices().matching("org.as2gateway.admin.(**)").namingSlices("$1").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule only_the_command_line_knows_picocli =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.as2gateway.admin.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..");

  @ArchTest
  static final ArchRule only_main_ends_the_process =
      noClasses()
          .that(not(belongToAnyOf(Main.class)))
          .should()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule the_clock_is_wound_up_in_one_place =
      noClasses()
          .that()
          .doNotHaveSimpleName("Shell")
          .should()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone");

  /** The command line and the doctor work without a web server. */
  @ArchTest
  static final ArchRule command_line_and_doctor_know_no_web_server =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.as2gateway.admin.cli..",
              "org.as2gateway.admin.client..",
              "org.as2gateway.admin.doctor..",
              "org.as2gateway.admin.demo..",
              "org.as2gateway.admin.outgoing..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "jakarta.servlet..", "org.eclipse.jetty..");

  @ArchTest static final ArchRule only_status_knows_metrics = onlyIn("status", "io.micrometer..");

  @ArchTest static final ArchRule only_the_page_frame_knows_templates = onlyIn("page", "gg.jte..");

  @ArchTest static final ArchRule only_accounts_know_qr_codes = onlyIn("accounts", "io.nayuki..");

  @ArchTest
  static final ArchRule only_port_and_server_know_jetty =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.as2gateway.admin.port..", "org.as2gateway.admin.server..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse.jetty..");

  /** A client knows the gateway by its API alone, as a script does. */
  @ArchTest
  static final ArchRule few_call_over_http =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.as2gateway.admin.client..", "org.as2gateway.admin.outgoing..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..");

  /** Tokens of others are read in one place. */
  @ArchTest
  static final ArchRule only_oidc_knows_jose =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.as2gateway.admin.accounts.oidc..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.nimbusds..");

  @ArchTest
  static final ArchRule only_alerts_know_mail =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.as2gateway.admin.alerts..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..");

  @ArchTest static final ArchTests rules_for_all_modules = ArchTests.in(CodeRules.class);
}
