package dev.weir.gateway.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Words for failures, so that nobody reads a Java type's name. */
final class Failures {

    private Failures() {}

    /** Why a file operation failed, without the path, which the caller names. */
    static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "no such file or folder";
            case FileAlreadyExistsException exists -> "a file of that name is in the way";
            case NotDirectoryException noFolder -> "not a folder";
            case DirectoryNotEmptyException full -> "the folder isn't empty";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> failure.getMessage() == null ? "input/output error" : failure.getMessage();
        };
    }
}
