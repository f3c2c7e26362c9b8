package dev.weir.policy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.weir.policy.outbound.Cleared;
import dev.weir.policy.outbound.OutboundCheck;

/** Which package may depend on which, and which alone may know a library. */
@AnalyzeClasses(packages = "dev.weir.policy", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.weir.policy.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CONTRACTS_KNOW_ONLY_FINDINGS_AND_TRACES = classes()
            .that()
            .resideInAPackage("dev.weir.policy")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "dev.weir.policy",
                    "dev.weir.policy.detection",
                    "dev.weir.policy.trace");

    @ArchTest
    static final ArchRule CONDITIONS_KNOW_NO_RULES = noClasses()
            .that()
            .resideInAPackage("dev.weir.policy.condition")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.weir.policy.rules", "dev.weir.policy.yaml", "dev.weir.policy.testing");

    @ArchTest
    static final ArchRule RULES_KNOW_NO_FILES = noClasses()
            .that()
            .resideInAPackage("dev.weir.policy.rules")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.weir.policy.yaml", "dev.weir.policy.testing", "java.nio.file");

    @ArchTest
    static final ArchRule ONLY_YAML_KNOWS_THE_YAML_PARSER = noClasses()
            .that()
            .resideOutsideOfPackage("dev.weir.policy.yaml")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.yaml..");

    @ArchTest
    static final ArchRule ONLY_CONDITIONS_KNOW_CEL = noClasses()
            .that()
            .resideOutsideOfPackage("dev.weir.policy.condition")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.cel..");

    @ArchTest
    static final ArchRule ONLY_THE_OUTBOUND_CHECK_CLEARS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(OutboundCheck.class.getName())
            .should()
            .callConstructor(Cleared.class, byte[].class);

    @ArchTest
    static final ArchRule NO_FRAMEWORKS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "jakarta.persistence..", "com.google.protobuf..");
}
