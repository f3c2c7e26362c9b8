package dev.weir.gateway.inference.cloud;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.CloudProvider;
import dev.weir.policy.outbound.Cleared;

/** Where the cloud can be reached from, and with what. */
@AnalyzeClasses(packages = "dev.weir", importOptions = ImportOption.DoNotIncludeTests.class)
class CloudArchitectureTest {

    private static final String CLOUD = "dev.weir.gateway.inference.cloud..";

    /** Sends the decision log, which holds no content, where its operator wants it. */
    private static final String SHIPPING = "dev.weir.gateway.audit.shipping..";

    @ArchTest
    static final ArchRule vendors_stayInTheCloudPackage = noClasses()
            .that()
            .resideOutsideOfPackage(CLOUD)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.ai..",
                    "com.anthropic..",
                    "com.google.genai..",
                    "io.github.resilience4j..",
                    "org.apache.hc..",
                    "reactor..",
                    "okhttp3..");

    @ArchTest
    static final ArchRule noOtherClient_opensConnections = noClasses()
            .that()
            .resideInAPackage("dev.weir.gateway..")
            .and(are(not(resideInAnyPackage(CLOUD, SHIPPING))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "org.springframework.web.client..")
            .orShould()
            .callMethod(java.net.URL.class, "openConnection");

    @ArchTest
    static final ArchRule complete_takesNothingButAClearedBody = methods()
            .that()
            .haveName("complete")
            .and()
            .areDeclaredInClassesThat()
            .areAssignableTo(CloudProvider.class)
            .should()
            .haveRawParameterTypes(Cleared.class, boolean.class, ClientPresence.class);

    @ArchTest
    static final ArchRule cleared_isMadeByTheOutboundCheckAlone = noClasses()
            .that()
            .resideOutsideOfPackage("dev.weir.policy.outbound..")
            .should()
            .callConstructor(Cleared.class, byte[].class);

    /** The console may list what there is; asking it anything is the pipeline's alone. */
    @ArchTest
    static final ArchRule cloudProviders_areAskedByThePipelineAlone = noClasses()
            .that()
            .resideOutsideOfPackage("dev.weir.gateway.inference..")
            .should()
            .callMethodWhere(target(owner(assignableTo(CloudProvider.class))).and(target(not(name("target")))));

    @ArchTest
    static final ArchRule cloudProviders_areKnownToPipelineAndConsoleAlone = classes()
            .that()
            .areAssignableTo(CloudProvider.class)
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage("dev.weir.gateway.inference..", "dev.weir.gateway.admin..");

    @ArchTest
    static final ArchRule libraries_doNotKnowTheGateway = noClasses()
            .that()
            .resideInAnyPackage("dev.weir.policy..", "dev.weir.router..", "dev.weir.localmodels..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.weir.gateway..", "org.springframework..", "jakarta.persistence..");

    @ArchTest
    static final ArchRule routerAndLocalModels_doNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("dev.weir.router..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.weir.localmodels..");

    @ArchTest
    static final ArchRule localModels_knowNoOtherModule = noClasses()
            .that()
            .resideInAPackage("dev.weir.localmodels..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.weir.router..", "dev.weir.policy..");
}
