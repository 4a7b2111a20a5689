package org.as2gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
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
import org.as2gateway.db.DatabaseException;
import org.as2gateway.db.Transactions;
import org.as2gateway.outbox.Delivery;
import org.as2gateway.testkit.CodeRules;

/**
 * Which package may know which, and which package knows which library. A rule bent is a rule
 * changed: here, in the same commit, with the reason.
 */
@AnalyzeClasses(packages = "org.as2gateway", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String[] NOTHING = {};

  /** What both directions are made of. */
  private static final String[] PARTS = {
    "wire",
    "disk",
    "db",
    "partnership",
    "certs",
    "registry",
    "payload",
    "smime",
    "mdn",
    "messagelog",
    "outbox",
    "receipt"
  };

  private static final String[] PARTS_AND_ADDRESS =
      Stream.concat(Arrays.stream(PARTS), Stream.of("address")).toArray(String[]::new);

  private static final String[] PARTS_AND_CEM =
      Stream.concat(Arrays.stream(PARTS), Stream.of("cem")).toArray(String[]::new);

  /** Each package and all that it may import of the others; a new package gets its line here. */
  private static final Map<String, String[]> MAY_IMPORT = new LinkedHashMap<>();

  static {
    MAY_IMPORT.put("wire", NOTHING);
    MAY_IMPORT.put("disk", NOTHING);
    MAY_IMPORT.put("address", NOTHING);
    MAY_IMPORT.put("db", new String[] {"disk"});
    MAY_IMPORT.put("config", new String[] {"wire", "disk"});
    MAY_IMPORT.put("partnership", new String[] {"wire"});
    MAY_IMPORT.put("certs", new String[] {"wire"});
    MAY_IMPORT.put("payload", new String[] {"wire", "disk", "address"});
    // The one view of both: who is us, what is incomplete, as of one moment.
    // Keeps its revisions in the database; tells what is wrong at start as the settings do.
    // Names the files of the home that a partnership needs, and tries messages with its keys, so
    // that complete means able.
    MAY_IMPORT.put(
        "registry",
        new String[] {"wire", "config", "partnership", "certs", "smime", "payload", "db"});
    // Libraries: they take keys and algorithms, never a partnership.
    MAY_IMPORT.put("smime", new String[] {"wire", "certs"});
    MAY_IMPORT.put("mdn", new String[] {"wire", "certs", "smime"});
    // Shares nothing with what partners reach.
    MAY_IMPORT.put("identity", new String[] {"db", "address"});
    MAY_IMPORT.put("onboarding", new String[] {"db"});
    MAY_IMPORT.put("alert", new String[] {"db"});
    MAY_IMPORT.put("messagelog", new String[] {"wire", "db"});
    MAY_IMPORT.put("outbox", new String[] {"wire", "db"});
    // A receipt comes in on either way, so its judgement stands below both.
    MAY_IMPORT.put("receipt", PARTS);
    // Looks back at what was kept; nobody decides by it.
    // Names products out of the profiles of partnerships.
    MAY_IMPORT.put(
        "explain", new String[] {"wire", "partnership", "payload", "smime", "mdn", "messagelog"});
    // Offers wait in the database; only an operator puts one into certs/.
    MAY_IMPORT.put("cem", new String[] {"wire", "db", "partnership", "certs"});
    MAY_IMPORT.put("inbound", PARTS_AND_CEM);
    MAY_IMPORT.put("outbound", PARTS_AND_ADDRESS);
    // Chains what the message log keeps, and lets it go with its files.
    MAY_IMPORT.put(
        "evidence", new String[] {"wire", "db", "certs", "smime", "payload", "messagelog"});
    MAY_IMPORT.put(
        "backup", new String[] {"wire", "disk", "db", "payload", "messagelog", "outbox"});
    // Translates `as2:` and `limits:` into its own settings record; its listeners' key stores are
    // read by the one reader of PKCS #12.
    MAY_IMPORT.put("http", new String[] {"wire", "config", "certs", "inbound"});
  }

  @ArchTest static final ArchRule imports_go_one_way = layers();

  @ArchTest
  static final ArchRule no_cycles =
      slices().matching("org.as2gateway.(*)..").should().beFreeOfCycles();

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
          .resideInAPackage("org.as2gateway.wire..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("org.as2gateway.wire..", "java..", "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule wire_touches_no_file_and_no_socket =
      noClasses()
          .that()
          .resideInAPackage("org.as2gateway.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..");

  @ArchTest
  static final ArchRule partnerships_name_certificates_by_alias =
      noClasses()
          .that()
          .resideInAPackage("org.as2gateway.partnership..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.security..", "javax.crypto..");

  @ArchTest
  static final ArchRule calls_up_from_the_outbox_go_through_its_own_interface =
      classes()
          .that()
          .implement(Delivery.class)
          .should()
          .resideInAPackage("org.as2gateway.outbound..")
          .allowEmptyShould(true);

  /** Use cases say where a transaction begins and ends, and that a commit can fail: no more. */
  @ArchTest
  static final ArchRule use_cases_know_of_the_database_only_transactions =
      noClasses()
          .that(
              not(resideInAnyPackage("org.as2gateway.db..", "org.as2gateway"))
                  .and(not(simpleNameStartingWith("Jdbc"))))
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.as2gateway.db..")
                  .and(not(belongToAnyOf(Transactions.class, DatabaseException.class))));

  @ArchTest
  static final ArchRule only_db_and_jdbc_classes_know_sql =
      noClasses()
          .that(
              not(resideInAPackage("org.as2gateway.db..")).and(not(simpleNameStartingWith("Jdbc"))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..");

  @ArchTest
  static final ArchRule only_db_knows_engines_pool_and_migrations =
      onlyIn("db", "com.zaxxer..", "org.flywaydb..", "org.h2..", "org.postgresql..");

  @ArchTest
  static final ArchRule only_smime_certs_and_password_hashing_know_bouncy_castle =
      noClasses()
          .that(
              not(resideInAnyPackage("org.as2gateway.smime..", "org.as2gateway.certs.."))
                  .and(not(simpleNameStartingWith("PasswordHash"))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule only_smime_knows_the_native_provider = onlyIn("smime", "com.amazon..");

  @ArchTest
  static final ArchRule only_http_and_outbound_know_jetty =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.as2gateway.http..", "org.as2gateway.outbound..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.jetty..");

  @ArchTest
  static final ArchRule only_http_and_outbound_open_sockets =
      CodeRules.socketsOnlyIn("org.as2gateway.http..", "org.as2gateway.outbound..");

  @ArchTest
  static final ArchRule only_partnership_knows_as2_lib_and_xml =
      onlyIn("partnership", "com.helger..", "javax.xml..", "org.w3c.dom..", "org.xml.sax..");

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
      rule = rule.layer(name).definedBy("org.as2gateway." + name + "..");
    }
    rule = rule.layer("Gateway").definedBy("org.as2gateway");
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
        .resideOutsideOfPackage("org.as2gateway." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }
}
