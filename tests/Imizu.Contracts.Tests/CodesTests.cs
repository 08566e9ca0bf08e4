using System.Text.Json;
using Xunit;

namespace Imizu.Contracts.Tests;

/// <summary>Codes are stored as words of JSON, and printed as words of the report.</summary>
public sealed class CodesTests
{
    private static readonly JsonSerializerOptions Indented = new(ContractJson.Options) { WriteIndented = true, NewLine = "\n" };

    [Fact]
    public void Every_code_has_a_printed_word()
    {
        Assert.NotEmpty(PublishedTypes.Codes);
        Assert.All(PublishedTypes.Codes.SelectMany(type => Enum.GetValues(type).Cast<Enum>()), code => Assert.NotEmpty(code.Word()));
    }

    [Fact]
    public void No_two_codes_of_a_kind_have_the_same_word() =>
        Assert.All(PublishedTypes.Codes, type => Assert.Distinct(Enum.GetValues(type).Cast<Enum>().Select(code => code.Word())));

    [Fact]
    public void A_code_is_written_as_it_always_was()
    {
        var written = JsonSerializer.Serialize(PublishedTypes.Codes.ToDictionary(type => type.Name,
            type => Enum.GetValues(type).Cast<object>().Select(code => JsonSerializer.SerializeToElement(code, type, ContractJson.Options).GetString())),
            Indented);

        Assert.True(BuiltIn.Read("codes")?.TrimEnd() == written,
            $"""
            The codes differ from codes.json. A code that was stored is never renamed or removed: add another, and add it there.
            Written:
            {written}
            """);
    }
}
