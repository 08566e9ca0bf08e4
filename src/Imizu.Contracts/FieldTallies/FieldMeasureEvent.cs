namespace Imizu.Contracts.FieldTallies;

/// <summary>What a field programme (各分野の事業) counts for itself and sends in, measure by measure.</summary>
public abstract record FieldMeasureEvent
{
    private FieldMeasureEvent() { }

    /// <summary>A measure can be tallied, for any period; registered again, it is renamed or moved.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Programme">The programme's name, as printed.</param>
    /// <param name="Measure">What is counted, as printed.</param>
    /// <param name="Unit">The unit, as printed (回, 件, 人, か所, グループ, 地域, ％).</param>
    /// <param name="Kind">How the periods of a year come together.</param>
    /// <param name="Table">The table that prints it.</param>
    /// <param name="Order">Its row within the table, from 1.</param>
    [EventType("jp.imizu.field-tallies.measure-registered.v1", "項目の登録", LegalBasis.LayeredSupport)]
    public sealed record Registered(
        DateOnly On, [property: Text] string Programme, [property: Text] string Measure, [property: Text] string Unit, MeasureKind Kind, MeasureTable Table, int Order) : FieldMeasureEvent;

    /// <summary>The programme's number for a period; sent again for the same period, it replaces the earlier one.</summary>
    /// <param name="From">The period's first day.</param>
    /// <param name="To">The period's last day, in the same fiscal year.</param>
    /// <param name="Value">In the measure's unit: a whole number of 0 or more, or for a ratio 0 to 100.</param>
    [EventType("jp.imizu.field-tallies.measure-tallied.v1", "期間の集計", LegalBasis.LayeredSupport)]
    public sealed record Tallied(DateOnly From, DateOnly To, decimal Value) : FieldMeasureEvent;
}

/// <summary>How the periods of a year come together.</summary>
public enum MeasureKind
{
    /// <summary>Happens over time, such as consultations: periods are added up.</summary>
    [Word("延べ数")] Flow,

    /// <summary>Is there at a time, such as groups: the latest period stands.</summary>
    [Word("現在数")] Stock,

    /// <summary>A percentage, 0 to 100: the latest period stands.</summary>
    [Word("割合")] Ratio,
}

/// <summary>The tables of section (5) that print tallies.</summary>
public enum MeasureTable
{
    /// <summary>What the fields’ consultation desks count.</summary>
    [Word("包括的相談支援事業")] FieldConsultation,
    /// <summary>What the fields’ community programmes count.</summary>
    [Word("地域づくり事業")] FieldCommunityBuilding,
    /// <summary>What related projects count.</summary>
    [Word("関連事業")] RelatedProject,
}
