package org.mailkeep.admin;

/// All that can be managed.
public record Administration(
    Domains domains,
    Accounts accounts,
    RoleOperations roles,
    ApiKeyOperations keys,
    Messages messages,
    ServerOperations server,
    NetworkOperations networks,
    StoreOperations stores,
    SearchOperations search,
    StoreMoves moves,
    Undelete undelete,
    MailTransfers transfers,
    MailboxSharing sharing,
    Tasks tasks,
    HistoryOperations history,
    DirectoryTroubleshooting troubleshooting) {
  /// Domains, accounts, roles and keys as one.
  public Principals principals() {
    return new Principals(accounts, domains, roles, keys);
  }
}
