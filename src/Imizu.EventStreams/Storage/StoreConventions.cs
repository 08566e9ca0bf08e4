using Imizu.Contracts;
using Marten;
using Weasel.Core;

namespace Imizu.EventStreams.Storage;

/// <summary>What all of Marten's stores have in common.</summary>
public static class StoreConventions
{
    /// <summary>Stores events with the same JSON options as they are published with.</summary>
    public static void UseContractJson(this StoreOptions options) =>
        // With AsInteger, Marten adds no enum converter of its own, so that the contract's string converter applies.
        options.UseSystemTextJsonForSerialization(EnumStorage.AsInteger, Casing.CamelCase, json => ContractJson.Apply(json));

    /// <summary>Keeps Marten from repeating what has failed: whoever asked is told (503), and repeats the whole.</summary>
    /// <remarks>
    /// A commit that Marten repeats has lost what its transaction held and wrote beside Marten: facts, locks. A query that it repeats in another session
    /// names a statement that was prepared in the one before; what has that name there, if anything, is another. The announcer, whose read or commit has failed, goes on
    /// after Marten's next look at its health (5 s).
    /// </remarks>
    public static void RepeatNothing(this StoreOptions options)
    {
        options.ConfigurePolly(_ => { });
        options.ConfigureWritePolly(_ => { });
    }
}
