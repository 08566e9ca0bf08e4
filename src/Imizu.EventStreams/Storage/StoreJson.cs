using Imizu.Contracts;
using Marten;
using Weasel.Core;

namespace Imizu.EventStreams.Storage;

/// <summary>What is stored is written as what is published.</summary>
public static class StoreJson
{
    public static void UseContractJson(this StoreOptions options) =>
        // As integers, to Marten, means that it adds no converter of its own: the contract's writes codes as words.
        options.UseSystemTextJsonForSerialization(EnumStorage.AsInteger, Casing.CamelCase, json => ContractJson.Apply(json));
}
