using System.Text.RegularExpressions;
using FeedHandler.Tidy.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FeedHandler.Tidy.Code;

/// <summary>Frames are read in one place, whether a card or a capture brings them: two parsers refuse differently, sooner or later.</summary>
public sealed partial class FrameTests
{
    private const string Room = "FeedHandler/Core/Frames";

    /// <summary>Who knows where the fields of a frame lie without being the parser, each with its reason.</summary>
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["FeedHandler/Native/Xdp/GroupProgram.cs"] = "the program that the kernel runs, in its machine's code; what it passes on the parser reads again",
        ["Replay/Writing/UdpFrameWriter.cs"] = "the writer, by the parser's description of the fields",
    };

    /// <summary>What is called after a protocol without being of a frame.</summary>
    private static readonly Dictionary<string, string> OtherThings = new(StringComparer.Ordinal)
    {
        ["FeedHandler/Native/Sockets/SocketAddressBytes.cs"] = "struct sockaddr_in and sockaddr_in6 of the system",
    };

    private static IEnumerable<SourceFile> Rest => Tree.Product.Where(static file => !file.IsBelow(Room) && !Others.ContainsKey(file.Path));

    [Test]
    public void NobodyElseKnowsEtherTypes() => Rule.Holds(
        $"The Ethernet types of IP and of tags are known below {Room} alone",
        Rest.SelectMany(static file => file.Root.DescendantTokens().Where(IsEtherType).Select(token => $"{file}: {token.Text}")));

    [Test]
    public void NobodyElseKnowsWhereFieldsOfFramesLie() => Rule.Holds(
        $"Constants for fields of Ethernet, IP and UDP stand below {Room} alone, and so do those who use them",
        Rest.Where(static file => !OtherThings.ContainsKey(file.Path)).SelectMany(static file => FieldsIn(file.Root).Select(name => $"{file}: {name}")));

    [Test]
    public void EveryExceptionIsThere() => Rule.Holds(
        "An exception names a file that knows such fields",
        Others.Keys.Concat(OtherThings.Keys).Where(static path => !Tree.Product.Any(file => file.Path == path && FieldsIn(file.Root).Any())));

    [TestCase("class C { const int EtherTypeOffset = 12; }", true)]
    [TestCase("class C { const int UdpHeaderBytes = 8; }", true)]
    [TestCase("class C { const byte UdpProtocol = 17; }", true)]
    [TestCase("class C { const int IPv4TotalLengthOffset = 2; }", true)]
    [TestCase("class C { int F() => FrameFields.UdpBytes; }", true)]
    [TestCase("class C { const int PacketHeaderBytes = 12; int UdpCount; }", false)]
    public void FieldsAreSeen(string code, bool areSeen) => Assert.That(FieldsIn(CSharpSyntaxTree.ParseText(code).GetRoot()).Any(), Is.EqualTo(areSeen));

    private static bool IsEtherType(SyntaxToken token) =>
        token.IsKind(SyntaxKind.NumericLiteralToken) && token.Text.StartsWith("0x", StringComparison.Ordinal) && token.Text.Length == 6
        && token.Value is 0x0800 or 0x86DD or 0x8100 or 0x88A8 or 0x9100;

    private static IEnumerable<string> FieldsIn(SyntaxNode root) => root.DescendantNodes().Select(static node => node switch
    {
        VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } variable when field.Modifiers.Any(SyntaxKind.ConstKeyword) =>
            Field().IsMatch(variable.Identifier.ValueText) ? variable.Identifier.ValueText : "",
        IdentifierNameSyntax { Identifier.ValueText: "FrameFields" } => "FrameFields",
        _ => "",
    }).Where(static name => name.Length > 0);

    [GeneratedRegex("^(Ethernet|EtherType|Ether|Vlan|IP|IPv4|IPv6|Udp)[A-Za-z0-9]*(Bytes|Offset|Type|Protocol)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();
}
