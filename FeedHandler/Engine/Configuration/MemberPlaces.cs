using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FeedHandler.Engine;

/// <summary>Where each member of a configuration stands, so that what is wrong with it is told with its line; and which stand there twice.</summary>
internal sealed class MemberPlaces
{
    private readonly Dictionary<string, (int Line, int Column)> _places = new(StringComparer.Ordinal);
    private readonly Stack<(string Path, int Next)> _parents = [];
    private readonly byte[] _json;
    private int _read;
    private int _line = 1;
    private int _lineStart;
    private string _member = "";

    private MemberPlaces(string json) => _json = Encoding.UTF8.GetBytes(json);

    /// <summary>Members that stand there more than once, of which a reader would take one and nobody could say which was meant.</summary>
    public List<string> Duplicates { get; } = [];

    /// <summary>Finds the members of a text that is known to be JSON.</summary>
    public static MemberPlaces Read(string json)
    {
        MemberPlaces places = new(json);
        Utf8JsonReader reader = new(places._json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        while (reader.Read()) places.Take(ref reader);
        return places;
    }

    /// <summary>Where a problem's member stands, as "(line,column)"; that of its parent when it is missing, and empty when no member is named.</summary>
    /// <param name="problem">A problem, which begins with the member's name and a colon.</param>
    public string Of(string problem)
    {
        string member = problem[..Math.Max(problem.IndexOf(": ", StringComparison.Ordinal), 0)];
        while (member.Length > 0 && !_places.ContainsKey(member)) member = member[..Math.Max(member.LastIndexOfAny(['.', '[']), 0)];
        return member.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"({_places[member].Line},{_places[member].Column})");
    }

    private void Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                string parent = _parents.Peek().Path;
                _member = parent.Length == 0 ? reader.GetString()! : $"{parent}.{reader.GetString()}";
                Note(_member, (int)reader.TokenStartIndex);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                string path = PathOfValue((int)reader.TokenStartIndex);
                _parents.Push((path, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _parents.Pop();
                break;
            default:
                PathOfValue((int)reader.TokenStartIndex);
                break;
        }
    }

    private string PathOfValue(int start)
    {
        if (!_parents.TryPeek(out (string Path, int Next) parent) || parent.Next < 0) return _member;
        _parents.Pop();
        _parents.Push((parent.Path, parent.Next + 1));
        string path = string.Create(CultureInfo.InvariantCulture, $"{parent.Path}[{parent.Next}]");
        Note(path, start);
        return path;
    }

    private void Note(string member, int start)
    {
        for (; _read < start; _read++)
        {
            if (_json[_read] == '\n') (_line, _lineStart) = (_line + 1, _read + 1);
        }

        (int Line, int Column) place = (_line, start - _lineStart + 1);
        if (_places.TryGetValue(member, out (int Line, int Column) first))
            Duplicates.Add(string.Create(CultureInfo.InvariantCulture, $"{member}: stands there again, first in line {first.Line}: keep one of them"));
        _places[member] = place;
    }
}
