using System.Globalization;
using Imizu.Contracts.Reading;

namespace Imizu.Identity.Pages;

/// <summary>Moments as people in Japan read them.</summary>
internal static class Japan
{
    /// <summary>A day and a time, such as 2026年4月1日 09:30.</summary>
    public static string Moment(DateTimeOffset moment) => moment.ToOffset(JapaneseMoment.Offset).ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture);
}
