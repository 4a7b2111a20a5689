package org.as2gateway.admin;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import org.as2gateway.store.db.DatabaseException;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.testkit.CodeRules;
import org.as2gateway.transport.as2.receipt.KeptReceipt;
import org.as2gateway.transport.as2.receipt.Verdict;
import org.as2gateway.transport.as2.receive.AttackSigns;
import org.as2gateway.transport.as2.send.ServerName;

/** What operators touch, and how little of the engine it may know. */
@AnalyzeClasses(packages = "org.as2gateway.admin", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
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
                      "org.as2gateway.delivery.queue..",
                      "org.as2gateway.transport.as2.receipt..",
                      "org.as2gateway.transport.as2.listener..",
                      "org.as2gateway.store.disk..")
                  .and(
                      not(
                          belongToAnyOf(
                              AttackSigns.class,
                              KeptReceipt.class,
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
                                      + "|flaggedReceipts|unprovenReceipts")))));

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
          "org.as2gateway.admin.station..");

  /** Where the folders are, the files handed over, and that a database can fail: no more. */
  @ArchTest
  static final ArchRule database_and_payload_files_belong_to_the_engine =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.as2gateway.store.db..", "org.as2gateway.store.payload..")
                  .and(
                      not(
                          belongToAnyOf(
                              DatabaseException.class, HomeFolders.class, SubmittedFiles.class))));

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
      slices().matching("org.as2gateway.admin.(*)..").should().beFreeOfCycles();

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

  @ArchTest
  static final ArchRule only_api_and_pages_know_javalin_and_metrics =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.as2gateway.admin.api..", "org.as2gateway.admin.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "io.micrometer..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule only_pages_know_templates =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.as2gateway.admin.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("gg.jte..");

  @ArchTest
  static final ArchRule only_api_and_station_know_jetty =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.as2gateway.admin.api..", "org.as2gateway.admin.station..")
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
          .resideOutsideOfPackage("org.as2gateway.admin.oidc..")
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
