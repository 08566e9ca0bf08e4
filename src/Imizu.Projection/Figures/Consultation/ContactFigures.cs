using Imizu.Contracts.Consultation;

namespace Imizu.Projection.Figures.Consultation;

/// <summary>(1) 相談方法、相談内容.</summary>
internal static class ContactFigures
{
    // Until version 3 of the catalogue its topics were facts of their own, of the number 4.
    public static readonly FactKind ContactRecorded = FactKind.Of<CaseEvent.ContactRecorded>(3, "case", e => [new(e.On, e.Method) { Items = string.Join(Fact.Separator, e.Topics) }]);

    public static IEnumerable<Figure> All =>
    [
        new("consultation/contacts-by-method", "相談方法", "件", new Sum(ContactRecorded), Rows.Codes<ContactMethod>()),
        new("consultation/contacts-by-topic", "相談内容", "件", new SumOfItems(ContactRecorded, "相談の記録を、その内容ごとに1件と数える。"), Rows.Codes<ContactTopic>(Rows.Item)),
        new("consultation/contacts-by-month", "月別の相談件数", "件", new Sum(ContactRecorded), Rows.Months),
    ];
}
