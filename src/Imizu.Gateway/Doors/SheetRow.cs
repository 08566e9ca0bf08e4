namespace Imizu.Gateway.Doors;

/// <summary>A row of a sheet as the tally that it stands for, in the form in which every tally is read.</summary>
/// <param name="Number">Its number in the sheet, the headings being 1.</param>
/// <param name="Body">JSON.</param>
internal sealed record SheetRow(int Number, byte[] Body);

/// <summary>A file that is no sheet; the message says why, in the words of whoever reads it.</summary>
internal sealed class UnreadableSheetException(string why) : Exception(why);
