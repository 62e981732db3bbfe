package org.lictor.remote.protocol;

/**
 * A backup that is wanted.
 *
 * @param target whole path of a file that is not there, or of a folder, on the machine of the server
 */
public record NewBackup(String target) {
}
