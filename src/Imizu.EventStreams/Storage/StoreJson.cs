using Imizu.Contracts;
using Marten;
using Weasel.Core;

namespace Imizu.EventStreams.Storage;

/// <summary>Configures Marten to store events with the same JSON options as they are published with.</summary>
public static class StoreJson
{
    public static void UseContractJson(this StoreOptions options) =>
        // With AsInteger, Marten adds no enum converter of its own, so that the contract's string converter applies.
        options.UseSystemTextJsonForSerialization(EnumStorage.AsInteger, Casing.CamelCase, json => ContractJson.Apply(json));
}
