package org.lictor.remote.protocol;

/**
 * Asks for a new agent group.
 *
 * @param name       its name
 * @param autoAssign whether agents that enrol from now on join it by themselves
 */
public record NewGroup(String name, boolean autoAssign) {
}
