namespace FeedHandler.Tidy.Sources;

/// <summary>A rule that the whole repository keeps.</summary>
internal static class Rule
{
    /// <summary>Fails with the rule and everything that breaks it.</summary>
    internal static void Holds(string rule, IEnumerable<string> offenders)
    {
        string[] found = [.. offenders];
        if (found.Length > 0) Assert.Fail($"{rule}. {found.Length} offend:\n  {string.Join("\n  ", found)}\n");
    }

    /// <summary>Every line of a file that a condition holds for, as `path:line: text`.</summary>
    internal static IEnumerable<string> LinesOf(this IEnumerable<SourceFile> files, Func<string, bool> condition) =>
        files.SelectMany(file => file.Lines.Index()
            .Where(line => condition(line.Item))
            .Select(line => $"{file}:{line.Index + 1}: {line.Item.Trim()}"));
}
