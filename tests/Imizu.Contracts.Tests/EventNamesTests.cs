using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Imizu.Contracts.Tests;

public sealed partial class EventNamesTests
{
    [Fact]
    public void Names_have_one_form() =>
        Assert.All(EventCatalog.All, entry => Assert.Matches(PermanentName(), entry.Name));

    [Fact]
    public void Every_record_of_an_event_has_a_name()
    {
        var records = typeof(EventCatalog).Assembly.GetExportedTypes().Where(type => type is { IsAbstract: false, BaseType: { } parent }
            && (parent.Name.EndsWith("Event", StringComparison.Ordinal) || parent == typeof(EntryRetracted)));
        Assert.Empty(records.Except(EventCatalog.All.Select(entry => entry.Record)));
    }

    [Fact]
    public void Every_event_cites_a_provision_of_the_act()
    {
        var provisions = typeof(LegalBasis).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetRawConstantValue()!);
        Assert.All(EventCatalog.All, entry => Assert.Contains(EventCatalog.LegalBasisOf(entry.Record), provisions));
    }

    [GeneratedRegex(@"^jp\.imizu\.[a-z-]+\.[a-z-]+\.v\d+$")]
    private static partial Regex PermanentName();
}
