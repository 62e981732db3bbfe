package org.lictor.simulator.autodesk;

/**
 * A person is in a group.
 *
 * @param group  its name, unique within a team
 * @param type   "Manual" or "Directory sync"
 * @param person who
 */
public record GroupMember(String group, String type, Person person) {
}
