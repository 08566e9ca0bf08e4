namespace Imizu.Architecture.Tests.Recipe;

/// <summary>
/// A made-up event with a figure, 支援プランの説明: the lines that whoever adds it types, as ARCHITECTURE says where. Each stands behind one that is there today.
/// </summary>
internal static class NewEvent
{
    public const string Type = "jp.imizu.consultation.plan-explained.v1", Record = "Consultation.CaseEvent+PlanExplained", Figure = "consultation/plans-explained";

    /// <summary>What is typed: the file, the line that it stands behind, and the lines.</summary>
    public static IReadOnlyList<(string File, string Behind, string Lines)> Typed { get; } =
    [
        ("src/Imizu.Contracts/Consultation/CaseEvent.cs", "public sealed record PlanRevised(DateOnly On) : CaseEvent;", $"""
                /// <summary>The plan was explained to the household (支援プランの説明).</summary>
                /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
                [EventType("{Type}", "支援プランの説明", LegalBasis.SupportPlan)]
                public sealed record PlanExplained(DateOnly On) : CaseEvent;
            """),
        ("src/Imizu.Consultation/Cases/CaseCommand.cs", "public sealed record RevisePlan(DateOnly On) : CaseCommand(On);", """
                public sealed record ExplainPlan(DateOnly On) : CaseCommand(On);
            """),
        ("src/Imizu.Consultation/Cases/CaseCommand.cs", "CaseEvent.PlanRevised e => new RevisePlan(e.On),", """
                    CaseEvent.PlanExplained e => new ExplainPlan(e.On),
            """),
        ("src/Imizu.Consultation/Cases/CaseDecider.cs", "(Open, RevisePlan c) => new PlanRevised(c.On),", """
                    (Open { Plan: null }, ExplainPlan) => new Refusal("id", "先に支援プランの作成を記録してください。"),
                    (Open, ExplainPlan c) => new PlanExplained(c.On),
            """),
        ("src/Imizu.Consultation/Cases/CaseEndpoints.cs", """.Post<RevisePlan>("plan-revisions", "支援プランの変更")""", """
                    .Post<ExplainPlan>("plan-explanations", "支援プランの説明")
            """),
        ("src/Imizu.Projection/Figures/Consultation/CaseFigures.cs", """new("consultation/plans-revised", "支援プランの変更件数", "件", new Sum(PlanRevised)),""", $"""
                    new("{Figure}", "支援プランの説明件数", "件", new Sum(FactKind.Of<CaseEvent.PlanExplained>(short.MaxValue, "case", e => [new(e.On)], "PlanExplained"))),
            """),
        ("src/Imizu.Projection/Forms/breakdown.json", """{ "label": "作成", "cells": [{ "key": "consultation/plans-created" }] },""", $$"""
                        { "label": "説明", "cells": [{ "key": "{{Figure}}" }] },
            """),
    ];

    /// <summary>What is written out by a test that fails else.</summary>
    public static IReadOnlyList<string> WrittenOut { get; } = ["src/Imizu.Contracts/Published/asyncapi.json", $"src/Imizu.Contracts/Published/schemas/{Type}.json"];
}
