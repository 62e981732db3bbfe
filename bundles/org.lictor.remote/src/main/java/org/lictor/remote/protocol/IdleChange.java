package org.lictor.remote.protocol;

/**
 * Changes whether the agents of a group tell if somebody uses keyboard and mouse.
 *
 * @param idle from now on
 */
public record IdleChange(boolean idle) {
}
