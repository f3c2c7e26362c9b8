package dev.weir.auditlog;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may depend on which. */
@AnalyzeClasses(packages = "dev.weir.auditlog", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.weir.auditlog.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOTHING_BUT_JAVA = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.weir.auditlog..");

    @ArchTest
    static final ArchRule THE_TREE_KNOWS_NEITHER_FILES_NOR_ENTRIES = classes()
            .that()
            .resideInAPackage("dev.weir.auditlog.merkle")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..", "java.util..", "java.security..", "org.jspecify..", "dev.weir.auditlog.merkle");
}
