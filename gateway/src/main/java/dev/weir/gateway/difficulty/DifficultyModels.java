package dev.weir.gateway.difficulty;

import dev.weir.router.model.DifficultyModel;
import dev.weir.router.model.DifficultyModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the difficulty model in force. */
public final class DifficultyModels {

    private static final String FILE = "difficulty.model";

    private DifficultyModels() {}

    /** Where a model that was trained here lies. */
    public static Path place(Path dataFolder) {
        return dataFolder.resolve(FILE);
    }

    /**
     * The model that was trained here, else the one that comes with Weir.
     *
     * @throws dev.weir.router.model.InvalidModelException if there is one and it can't be used; another one in its place
     *     would route otherwise than its owner thinks
     */
    public static DifficultyModel inForce(Path dataFolder) throws IOException {
        Path trained = place(dataFolder);
        return Files.exists(trained) ? read(trained) : DifficultyModelFile.bundled();
    }

    /** The model of that file. */
    public static DifficultyModel read(Path file) throws IOException {
        return DifficultyModelFile.read(Files.readAllBytes(file));
    }
}
