namespace FeedHandler.Codecs.Schema;

/// <summary>Names of which there is one each; also a great many of one name are told apart in no more time than they take to write.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Takes a name, with a number behind it when it is taken already.</summary>
    /// <param name="preferred">the name wanted</param>
    /// <param name="separator">what stands before the number</param>
    /// <returns>a name that nobody took before</returns>
    public string Take(string preferred, string separator)
    {
        string name = preferred;
        while (!_taken.Add(name))
        {
            int count = _counts.TryGetValue(preferred, out int last) ? last + 1 : 2;
            _counts[preferred] = count;
            name = preferred + separator + PrimitiveValue.Text(count);
        }

        return name;
    }
}
