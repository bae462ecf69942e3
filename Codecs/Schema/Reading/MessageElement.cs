using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

/// <summary>A message as declared.</summary>
/// <param name="Element">its element</param>
/// <param name="Package">the package that it is declared in</param>
internal sealed record MessageElement(XElement Element, string Package);
