namespace Imizu.Operations.Loading;

/// <summary>An operation on a stack failed for a reason that its user can act on: a refusal, a missing setting, a timeout.</summary>
/// <param name="message">The reason, as it is shown to the user.</param>
public sealed class OperationFailedException(string message) : Exception(message);
