package org.lictor.remote.protocol;

/**
 * Asks for a directory to be read now.
 *
 * @param accept whether to believe a directory that has less than half as many users or groups as before
 */
public record NewRefresh(boolean accept) {
}
