package dev.weir.auditlog.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

    /** Leaves and roots that the tests of Certificate Transparency's implementations share. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void root_ofKnownLeaves_isTheKnownOne() {
        Frontier tree = new Frontier();
        assertThat(tree.root().hex()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (int size = 1; size <= LEAVES.size(); size++) {
            tree.append(TreeHasher.leaf(HexFormat.of().parseHex(LEAVES.get(size - 1))));

            assertThat(tree.root().hex()).isEqualTo(ROOTS.get(size - 1));
        }
    }

    @Test
    void root_ofAnySize_isAsDefined() {
        for (int size = 0; size <= 130; size++) {
            TreeInMemory tree = TreeInMemory.of(size);

            assertThat(tree.root()).isEqualTo(tree.definedRoot(size));
            assertThat(tree.stored()).isEqualTo((int) StoredTree.count(size));
            assertThat(Frontier.of(tree, size).root()).isEqualTo(tree.root());
        }
    }

    @Test
    void inclusion_ofEveryLeafInEverySize_isProvenAndNothingElse() {
        TreeInMemory tree = TreeInMemory.of(67);
        for (int size = 1; size <= 67; size++) {
            Hash root = tree.definedRoot(size);
            for (int leaf = 0; leaf < size; leaf++) {
                List<Hash> proof = Proofs.inclusion(tree, leaf, size);

                assertThat(ProofCheck.includes(tree.leaf(leaf), leaf, size, root, proof))
                        .isTrue();
                assertThat(ProofCheck.includes(TreeHasher.EMPTY, leaf, size, root, proof))
                        .isFalse();
                assertThat(ProofCheck.includes(tree.leaf(leaf), leaf, size, TreeHasher.EMPTY, proof))
                        .isFalse();
                for (int other = 0; other <= size; other++) {
                    assertThat(ProofCheck.includes(tree.leaf(leaf), other, size, root, proof))
                            .isEqualTo(other == leaf);
                }
                for (List<Hash> wrong : altered(proof)) {
                    assertThat(ProofCheck.includes(tree.leaf(leaf), leaf, size, root, wrong))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void consistency_ofEveryPairOfSizes_isProvenAndNothingElse() {
        TreeInMemory tree = TreeInMemory.of(67);
        for (int second = 1; second <= 67; second++) {
            for (int first = 1; first <= second; first++) {
                Hash before = tree.definedRoot(first);
                Hash after = tree.definedRoot(second);
                List<Hash> proof = Proofs.consistency(tree, first, second);

                assertThat(ProofCheck.consistent(first, before, second, after, proof))
                        .isTrue();
                assertThat(ProofCheck.consistent(first, TreeHasher.EMPTY, second, after, proof))
                        .isFalse();
                assertThat(ProofCheck.consistent(first, before, second, TreeHasher.EMPTY, proof))
                        .isFalse();
                for (List<Hash> wrong : altered(proof)) {
                    assertThat(ProofCheck.consistent(first, before, second, after, wrong))
                            .isFalse();
                }
            }
        }
    }

    private static List<List<Hash>> altered(List<Hash> proof) {
        List<List<Hash>> altered = new ArrayList<>();
        for (int at = 0; at < proof.size(); at++) {
            List<Hash> wrong = new ArrayList<>(proof);
            wrong.set(at, TreeHasher.EMPTY);
            altered.add(wrong);
        }
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(TreeHasher.EMPTY);
        altered.add(longer);
        if (!proof.isEmpty()) {
            altered.add(proof.subList(0, proof.size() - 1));
        }
        return altered;
    }
}
