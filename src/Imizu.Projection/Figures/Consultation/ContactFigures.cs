using Imizu.Contracts.Consultation;

namespace Imizu.Projection.Figures.Consultation;

/// <summary>(1) 相談方法、相談内容.</summary>
internal static class ContactFigures
{
    public static readonly FactKind ContactByMethod = FactKind.Of<CaseEvent.ContactRecorded>(3, "case", e => [new(e.On, e.Method)]);
    public static readonly FactKind ContactByTopic = FactKind.Of<CaseEvent.ContactRecorded>(4, "case", e => e.Topics.Select(topic => new Entry(e.On, topic)));

    public static IEnumerable<Figure> All =>
    [
        new("consultation/contacts-by-method", "相談方法", "件", new Sum(ContactByMethod), Rows.Codes<ContactMethod>()),
        new("consultation/contacts-by-topic", "相談内容", "件", new Sum(ContactByTopic, "相談の記録を、その内容ごとに1件と数える。"), Rows.Codes<ContactTopic>()),
        new("consultation/contacts-by-month", "月別の相談件数", "件", new Sum(ContactByMethod), Rows.Months),
    ];
}
